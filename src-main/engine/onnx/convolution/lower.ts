// Turns the convolutions of a finished recording into operators that ONNX has, once it is known which stand beside which.
import type { Graph } from '../graph.ts';
import { arithmetic } from '../kernels/arithmetic.ts';
import { slice } from '../kernels/arrangement.ts';
import { nodeOf, type Place, type Recorded, type Rule, rewrite } from '../rewrite.ts';
import type { Value } from '../value.ts';
import { forwardConv, inputGradientConv } from './channels-first.ts';
import { patchValues } from './patches.ts';
import { filterGradientProduct, forwardProduct, gradientWindows, inputGradientProduct } from './products.ts';
import { isSameGeometry, type RecordedConvolution, recordedConvolution } from './recorded.ts';
import { joinResponses } from './response-layers.ts';

/** Products over matrices of windows, or ONNX's own operators. */
export type Form = 'products' | 'operators';

/** Above this many values (64 MB) a matrix of windows takes too much memory, and Conv, which makes it image by image, is as fast. */
const largestMatrix = 2 ** 24;

/** How convolutions are to be lowered. */
export interface Lowering {
  readonly form: Form;
  /** Values of the largest matrix of windows. */
  readonly largest?: number;
}

/** Lowers every convolution. @returns the outputs of the rewritten graph, in the order given */
export function lowerConvolutions(
  outputs: readonly Value[],
  { form, largest = largestMatrix }: Lowering,
): readonly Value[] {
  const lowering = { form, largest };
  const joined = form === 'products' ? joinResponses(outputs, (one) => sizeOfMatrix(one) <= largest) : outputs;
  return rewrite(joined, (recorded) => ruleFor(recorded, lowering));
}

function ruleFor(recorded: Recorded, lowering: Required<Lowering>): Rule {
  const filterGradients = new Map<number, Value>();
  return (value, place) => {
    const sum = sumOfInputGradients(value, recorded);
    if (sum !== null && areProducts(sum, lowering)) {
      return inputGradientProduct(
        place.graph,
        sum.map((one) => rewritten(one, place)),
      );
    }
    const convolution = recordedConvolution(value);
    if (convolution === null) return null;
    if (convolution.kind === 'forward') return forward(rewritten(convolution, place), place.graph, lowering);
    if (convolution.kind === 'inputGradient') {
      return inputGradient(rewritten(convolution, place), place.graph, lowering);
    }
    if (!filterGradients.has(value.id)) {
      const group = filterGradientsBeside(value, convolution, recorded);
      const inNewGraph = group.map((one) => rewritten(one.convolution, place));
      const parts = filterGradientsOf(inNewGraph, place.graph, lowering);
      group.forEach((one, at) => {
        filterGradients.set(one.value.id, parts[at] as Value);
      });
    }
    return filterGradients.get(value.id) ?? null;
  };
}

function rewritten(convolution: RecordedConvolution, { lookUp }: Place): RecordedConvolution {
  const [left, right] = convolution.inputs;
  return { ...convolution, inputs: [lookUp(left), lookUp(right)] };
}

/** Of a convolution of images; not of their gradient. */
function sizeOfMatrix({ inputs: [x], windows }: RecordedConvolution): number {
  return patchValues(x.shape, windows);
}

function forward(convolution: RecordedConvolution, graph: Graph, { form, largest }: Required<Lowering>): Value {
  return form === 'products' && sizeOfMatrix(convolution) <= largest
    ? forwardProduct(graph, convolution)
    : forwardConv(graph, convolution);
}

function inputGradient(convolution: RecordedConvolution, graph: Graph, lowering: Required<Lowering>): Value {
  return areProducts([convolution], lowering)
    ? inputGradientProduct(graph, [convolution])
    : inputGradientConv(graph, convolution);
}

/** Whether input gradients, added up, are one product. */
function areProducts(gradients: readonly RecordedConvolution[], { form, largest }: Required<Lowering>): boolean {
  const hasStride = gradients.some(({ windows }) => windows.strides.some((stride) => stride !== 1));
  const sizes = gradients.map((one) => patchValues(one.inputs[0].shape, gradientWindows(one)));
  return form === 'products' && !hasStride && sizes.reduce((sum, size) => sum + size, 0) <= largest;
}

/** Two gradients of the same images that are only added: general and response weights have them. */
function sumOfInputGradients(value: Value, { isSingle }: Recorded): readonly RecordedConvolution[] | null {
  const terms = nodeOf(value, 'Add')?.inputs ?? [];
  const gradients = terms.flatMap((term) => {
    const convolution = isSingle(term) ? recordedConvolution(term) : null;
    return convolution?.kind === 'inputGradient' ? [convolution] : [];
  });
  const [first, second] = gradients;
  if (first === undefined || second === undefined || !isSameGeometry(first, second)) return null;
  return gradients.sort((a, b) => a.inputs[0].id - b.inputs[0].id);
}

/** A product this long is worth joining the output gradients for: below it the joining costs more (measured at 27 and 288). */
const worthJoining = 100;

/** The filter gradients that share their images with this one, itself among them. */
function filterGradientsBeside(
  value: Value,
  { inputs: [x], shape }: RecordedConvolution,
  { usersOf }: Recorded,
): readonly { readonly value: Value; readonly convolution: RecordedConvolution }[] {
  const own = { value, convolution: recordedConvolution(value) as RecordedConvolution };
  const length = shape.slice(0, 3).reduce((product, extent) => product * extent, 1);
  if (length < worthJoining) return [own];
  const others = usersOf(x).flatMap((other) => {
    const convolution = other === value ? null : recordedConvolution(other);
    const isBeside =
      convolution?.kind === 'filterGradient' &&
      convolution.inputs[0] === x &&
      isSameGeometry(convolution, own.convolution) &&
      !dependsOn(convolution.inputs[1], value) &&
      !dependsOn(own.convolution.inputs[1], other);
    return isBeside && convolution !== null ? [{ value: other, convolution }] : [];
  });
  const [other] = others;
  if (other === undefined) return [own];
  return [own, other].sort((a, b) => a.convolution.inputs[1].id - b.convolution.inputs[1].id);
}

/** Whether `value` was computed from `earlier`. */
function dependsOn(value: Value, earlier: Value): boolean {
  const seen = new Set<number>();
  const waiting = [value];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (one.id === earlier.id) return true;
    if (one.id < earlier.id || seen.has(one.id) || one.origin.kind !== 'node') continue;
    seen.add(one.id);
    waiting.push(...one.origin.inputs);
  }
  return false;
}

/** In pieces of the batch where the matrix of windows would be too large. */
function filterGradientsOf(
  convolutions: readonly RecordedConvolution[],
  graph: Graph,
  { largest }: Required<Lowering>,
): readonly Value[] {
  const [first] = convolutions;
  if (first === undefined) return [];
  const [batch = 0] = first.inputs[0].shape;
  const pieces = Math.min(batch, Math.ceil(sizeOfMatrix(first) / largest));
  const sums = Array.from({ length: pieces }, (_, piece) => {
    const from = Math.floor((piece * batch) / pieces);
    const rows = Math.floor(((piece + 1) * batch) / pieces) - from;
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
