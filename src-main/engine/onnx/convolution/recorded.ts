// Convolutions as they stand in a recording: whole, with images [B, H, W, C] and filters [h, w, I, O], until it is known which other
// convolutions they stand beside and which device is to run them (lower.ts). None of these operators is ONNX's.
import type { Graph } from '../graph.ts';
import { nodeOf } from '../rewrite.ts';
import type { Attributes, Value } from '../value.ts';
import type { Windows } from './windows.ts';

/** Images and filters to sums; sums' gradient and filters to the images' gradient; images and the sums' gradient to the filters'. */
export const operators = {
  forward: 'selftune.Convolution',
  inputGradient: 'selftune.ConvolutionInputGradient',
  filterGradient: 'selftune.ConvolutionFilterGradient',
} as const;
export type Kind = keyof typeof operators;

/** A convolution or one of its gradients, taken apart. */
export interface RecordedConvolution {
  readonly kind: Kind;
  /** Images and filter; output gradient and filter; images and output gradient. */
  readonly inputs: readonly [Value, Value];
  readonly shape: readonly number[];
  readonly windows: Windows;
}

/** Writes one down. */
export function recordConvolution(graph: Graph, { kind, inputs, shape, windows }: RecordedConvolution): Value {
  const { counts, size, strides, dilations, padding } = windows;
  const attributes: Attributes = { windows: { ints: [counts, size, strides, dilations, ...padding].flat() } };
  return graph.node(operators[kind], inputs, { shape, type: 'float32' }, attributes);
}

/** Takes one apart; null when the value is something else. */
export function recordedConvolution(value: Value): RecordedConvolution | null {
  for (const kind of Object.keys(operators) as Kind[]) {
    const node = nodeOf(value, operators[kind]);
    if (node === null) continue;
    const numbers = node.attributes.windows;
    if (numbers === undefined || !('ints' in numbers)) return null;
    const pair = (at: number) => [numbers.ints[2 * at] as number, numbers.ints[2 * at + 1] as number] as const;
    return {
      kind,
      inputs: node.inputs as readonly [Value, Value],
      shape: value.shape,
      windows: { counts: pair(0), size: pair(1), strides: pair(2), dilations: pair(3), padding: [pair(4), pair(5)] },
    };
  }
  return null;
}

/** Whether two convolutions look at the same windows. */
export function isSameGeometry(a: RecordedConvolution, b: RecordedConvolution): boolean {
  return JSON.stringify(a.windows) === JSON.stringify(b.windows);
}
