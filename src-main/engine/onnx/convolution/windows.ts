// Where the windows of a convolution or a pooling lie: extents, strides and padding of NHWC images, as TensorFlow.js works them out.
import { backend_util } from '@tensorflow/tfjs-core';
import type { Attributes } from '../value.ts';

type Four = [number, number, number, number];
type Pair = readonly [number, number];

export interface WindowAttributes {
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** Windows over the two middle axes of a [B, H, W, C] tensor; pairs are of height and width. */
export interface Windows {
  /** Windows, the extents of what comes out. */
  readonly counts: Pair;
  readonly size: Pair;
  readonly strides: Pair;
  readonly dilations: Pair;
  /** Borders before and after. */
  readonly padding: readonly [Pair, Pair];
}

function windowsOf(info: backend_util.Conv2DInfo): Windows {
  const { top, bottom, left, right } = info.padInfo;
  return {
    counts: [info.outHeight, info.outWidth],
    size: [info.filterHeight, info.filterWidth],
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    padding: [
      [top, bottom],
      [left, right],
    ],
  };
}

/** @param filter height, width, input channels, output channels */
export function convolutionWindows(
  input: readonly number[],
  filter: readonly number[],
  {
    strides,
    pad,
    dimRoundingMode,
    dilations = 1,
  }: WindowAttributes & { readonly dilations?: number | [number, number] },
): Windows {
  return windowsOf(
    backend_util.computeConv2DInfo(input as Four, filter as Four, strides, dilations, pad, dimRoundingMode),
  );
}

/** Windows of a pooling. */
export function poolingWindows(
  input: readonly number[],
  { filterSize, strides, pad, dimRoundingMode }: WindowAttributes & { readonly filterSize: number | [number, number] },
): Windows {
  return windowsOf(backend_util.computePool2DInfo(input as Four, filterSize, strides, 1, pad, dimRoundingMode));
}

/** The attributes that ONNX's Conv, ConvTranspose and MaxPool share. */
export function windowAttributes({ size, strides, dilations, padding: [height, width] }: Windows): Attributes {
  return {
    kernel_shape: { ints: size },
    strides: { ints: strides },
    dilations: { ints: dilations },
    pads: { ints: [height[0], width[0], height[1], width[1]] },
  };
}

/** Places inside a window, row by row. */
export function offsetsOf({ size: [height, width] }: Windows): readonly Pair[] {
  return Array.from({ length: height * width }, (_, at) => [Math.floor(at / width), at % width] as const);
}
