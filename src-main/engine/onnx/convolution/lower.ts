// Turns the convolutions of a finished recording into operators that ONNX has, once it is known which stand beside which.
import { type Graph, reachable } from '../graph.ts';
import { arithmetic } from '../kernels/arithmetic.ts';
import { slice } from '../kernels/arrangement.ts';
import { type Place, type Recorded, type Rule, rewrite } from '../rewrite.ts';
import type { Value } from '../value.ts';
import { besides, sumOfInputGradients } from './beside.ts';
import { forwardConv, inputGradientConv } from './channels-first.ts';
import { patchValues, piecesOf } from './patches.ts';
import { filterGradientProduct, forwardProduct, gradientWindows, inputGradientProduct } from './products.ts';
import { type RecordedConvolution, recordedConvolution } from './recorded.ts';
import { joinResponses } from './response-layers.ts';
import { filterGradientWinograd, forwardWinograd, inputGradientWinograd, isForWinograd } from './winograd.ts';

/** How convolutions are to be lowered. */
export interface Lowering {
  /** Products of matrices, or ONNX's own operators. */
  readonly form: 'products' | 'operators';
  /** Values of the largest matrix made on the way. */
  readonly largest?: number;
}

/** Above this many values (64 MB) a matrix of windows takes too much memory, and Conv, which makes it image by image, is as fast. */
const largestMatrix = 2 ** 24;

/** Lowers every convolution. @returns the outputs of the rewritten graph, in the order given */
export function lowerConvolutions(
  outputs: readonly Value[],
  { form, largest = largestMatrix }: Lowering,
): readonly Value[] {
  if (!reachable(outputs).some((value) => recordedConvolution(value) !== null)) return outputs;
  const lowering = { form, largest };
  const isForEach = (one: RecordedConvolution): boolean => sizeOfMatrix(one) <= largest && !isForWinograd(one, largest);
  const joined = form === 'products' ? joinResponses(outputs, isForEach) : outputs;
  return rewrite(joined, (recorded) => ruleFor(recorded, lowering));
}

function ruleFor(recorded: Recorded, lowering: Required<Lowering>): Rule {
  // Of groups, by the id of each member.
  const known = new Map<number, Value>();
  return (value, place) => {
    const sum = sumOfInputGradients(value, recorded);
    if (sum !== null) {
      return (
        summedInputGradients(
          sum.map((one) => rewritten(one, place)),
          place.graph,
          lowering,
        ) ?? null
      );
    }
    const convolution = recordedConvolution(value);
    if (convolution === null) return null;
    if (convolution.kind === 'inputGradient') {
      const own = rewritten(convolution, place);
      return summedInputGradients([own], place.graph, lowering) ?? inputGradientConv(place.graph, own);
    }
    if (!known.has(value.id)) {
      const isJoined = isWorthJoining(convolution, lowering);
      const group = isJoined ? besides({ value, convolution }, recorded) : [{ value, convolution }];
      const inNewGraph = group.map((one) => rewritten(one.convolution, place));
      const results = (convolution.kind === 'forward' ? forwards : filterGradients)(inNewGraph, place.graph, lowering);
      group.forEach((one, at) => {
        known.set(one.value.id, results[at] as Value);
      });
    }
    return known.get(value.id) ?? null;
  };
}

function rewritten(convolution: RecordedConvolution, { lookUp }: Place): RecordedConvolution {
  const [left, right] = convolution.inputs;
  return { ...convolution, inputs: [lookUp(left), lookUp(right)] };
}

/** A product this long is worth joining the output gradients for: below it the joining costs more (measured at 27 and 288). */
const longEnough = 100;

function isWorthJoining(convolution: RecordedConvolution, { form, largest }: Required<Lowering>): boolean {
  if (form === 'operators') return false;
  if (isForWinograd(convolution, largest)) return true;
  const length = convolution.shape.slice(0, 3).reduce((product, extent) => product * extent, 1);
  return convolution.kind === 'filterGradient' && length >= longEnough;
}

/** Of a convolution of images; not of their gradient. */
function sizeOfMatrix({ inputs: [x], windows }: RecordedConvolution): number {
  return patchValues(x.shape, windows);
}

type Group = readonly RecordedConvolution[];

function areForWinograd(convolutions: Group, { form, largest }: Required<Lowering>): boolean {
  return form === 'products' && convolutions.every((one) => isForWinograd(one, largest));
}

function forwards(convolutions: Group, graph: Graph, lowering: Required<Lowering>): readonly Value[] {
  if (areForWinograd(convolutions, lowering)) return forwardWinograd(graph, convolutions);
  return convolutions.map((one) =>
    lowering.form === 'products' && sizeOfMatrix(one) <= lowering.largest
      ? forwardProduct(graph, one)
      : forwardConv(graph, one),
  );
}

/** Input gradients, added up, as one product; null when they cannot be. */
function summedInputGradients(convolutions: Group, graph: Graph, lowering: Required<Lowering>): Value | null {
  if (areForWinograd(convolutions, lowering)) return inputGradientWinograd(graph, convolutions);
  const hasStride = convolutions.some(({ windows }) => windows.strides.some((stride) => stride !== 1));
  const sizes = convolutions.map((one) => patchValues(one.inputs[0].shape, gradientWindows(one)));
  const isSmall = sizes.reduce((sum, size) => sum + size, 0) <= lowering.largest;
  return lowering.form === 'products' && !hasStride && isSmall ? inputGradientProduct(graph, convolutions) : null;
}

/** In pieces of the batch where the matrix of windows would be too large. */
function filterGradients(convolutions: Group, graph: Graph, lowering: Required<Lowering>): readonly Value[] {
  const [first] = convolutions;
  if (first === undefined) return [];
  if (areForWinograd(convolutions, lowering)) return filterGradientWinograd(graph, convolutions);
  const [batch = 0] = first.inputs[0].shape;
  const pieces = piecesOf(batch, Math.ceil(sizeOfMatrix(first) / lowering.largest));
  const sums = pieces.map(({ from, rows }) => {
    const cut = (value: Value): Value =>
      slice(graph, value, [from, 0, 0, 0], [rows, ...(value.shape.slice(1) as number[])]);
    return filterGradientProduct(
      graph,
      convolutions.map((one) => ({ ...one, inputs: [cut(one.inputs[0]), cut(one.inputs[1])] })),
    );
  });
  return convolutions.map((_, at) =>
    sums.map((parts) => parts[at] as Value).reduce((sum, part) => arithmetic(graph, 'Add', sum, part)),
  );
}
