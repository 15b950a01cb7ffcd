// Finds response layers in a finished recording, forward and backward, and has them computed with filters of each example's own
// (each-example.ts). What is put in the place of what is an identity for any tensors, so nothing here depends on what they mean.
import { nodeOf, type Place, type Recorded, rewrite } from '../rewrite.ts';
import { isSameShape, type Value } from '../value.ts';
import {
  factorGradientOfEach,
  generalGradientOfEach,
  inputGradientOfEach,
  type ResponseLayer,
  responseGradientOfEach,
  sumsOfEach,
} from './each-example.ts';
import { isSameGeometry, type Kind, type RecordedConvolution, recordedConvolution } from './recorded.ts';

/** Below this many windows an image, the filters of each example cost more than the second convolution. */
const fewestWindows = 64;

/** New values by the ids of the old ones they stand for. */
type Replacements = Map<number, (place: Place) => Value>;

/**
 * Rewrites every response layer that is found whole.
 * @param isSmall whether a convolution may be a product over its matrix of windows
 * @returns the outputs of the rewritten graph, in the order given
 */
export function joinResponses(
  outputs: readonly Value[],
  isSmall: (convolution: RecordedConvolution) => boolean,
): readonly Value[] {
  return rewrite(outputs, (recorded) => {
    const replacements: Replacements = new Map();
    for (const value of recorded.values) {
      const layer = layerAt(value, recorded);
      if (layer !== null && isSmall(layer.convolution)) replaceLayer(layer, { recorded, replacements });
    }
    return (value, place) => replacements.get(value.id)?.(place) ?? null;
  });
}

/** A response layer as it was recorded. */
interface Found extends ResponseLayer {
  readonly sum: Value;
  /** What the response filters gave. */
  readonly answer: Value;
  /** The response's convolution. */
  readonly convolution: RecordedConvolution;
}

interface Work {
  readonly recorded: Recorded;
  readonly replacements: Replacements;
}

/** Whether `sum` is x * W + f (x * W_h) and the second convolution is used for nothing but this and the factors' gradient. */
function layerAt(sum: Value, recorded: Recorded): Found | null {
  const [left, right] = nodeOf(sum, 'Add')?.inputs ?? [];
  if (left === undefined || right === undefined) return null;
  return (
    layerOf(sum, { general: left, scaled: right }, recorded) ?? layerOf(sum, { general: right, scaled: left }, recorded)
  );
}

function layerOf(
  sum: Value,
  { general, scaled }: { readonly general: Value; readonly scaled: Value },
  { isSingle, usersOf }: Recorded,
): Found | null {
  const first = convolutionOf(general, 'forward');
  const factor = nodeOf(scaled, 'Mul');
  if (first === null || factor === null || !isSingle(general) || !isSingle(scaled)) return null;
  const answer = factor.inputs.find((input) => convolutionOf(input, 'forward') !== null);
  const factors = factor.inputs.find((input) => input !== answer);
  if (answer === undefined || factors === undefined) return null;
  const second = convolutionOf(answer, 'forward');
  if (second === null || second.inputs[0] !== first.inputs[0] || !isSameGeometry(first, second)) return null;
  const [batch = 0, down = 0, across = 0, outputs = 0] = sum.shape;
  const isOfEach = isSameShape(factors.shape, [batch, 1, 1, outputs]);
  const isReplaceable = usersOf(answer).every((user) => user === scaled || usersOf(user).every(isSumOverSpace));
  if (!isOfEach || !isReplaceable || down * across < fewestWindows) return null;
  return {
    sum,
    answer,
    factors,
    convolution: second,
    x: first.inputs[0],
    general: first.inputs[1],
    response: second.inputs[1],
    windows: first.windows,
    shape: sum.shape,
  };
}

function isSumOverSpace(value: Value): boolean {
  const node = nodeOf(value, 'ReduceSum');
  const axes = node?.inputs[1]?.origin;
  return node !== null && axes?.kind === 'constant' && Array.from(axes.data, Number).join() === '1,2';
}

function convolutionOf(value: Value, kind: Kind): RecordedConvolution | null {
  const convolution = recordedConvolution(value);
  return convolution?.kind === kind ? convolution : null;
}

function replaceLayer(layer: Found, { recorded, replacements }: Work): void {
  const { sum, answer, factors } = layer;
  const at = ({ lookUp }: Place): ResponseLayer => ({
    ...layer,
    x: lookUp(layer.x),
    general: lookUp(layer.general),
    response: lookUp(layer.response),
    factors: lookUp(factors),
  });
  replacements.set(sum.id, (place) => sumsOfEach(place.graph, at(place)));
  for (const dy of productsWith([answer, factors], layer, recorded)) {
    const replace = (value: Value, compute: typeof factorGradientOfEach): void => {
      replacements.set(value.id, (place) => {
        const result = compute(place.graph, at(place), place.lookUp(dy));
        return result;
      });
    };
    for (const product of recorded.usersOf(dy)) {
      if (isProductOf(product, dy, answer)) {
        for (const reduced of recorded.usersOf(product)) {
          if (isSameShape(reduced.shape, [dy.shape[0] ?? 0, dy.shape[3] ?? 0])) replace(reduced, factorGradientOfEach);
        }
      }
      if (isProductOf(product, dy, factors))
        replaceParameterGradients(layer, { dy, scaled: product }, recorded, replace);
    }
  }
}

/** Gradients of the filters and of the images, where both convolutions' are there. */
function replaceParameterGradients(
  layer: Found,
  { dy, scaled }: { readonly dy: Value; readonly scaled: Value },
  { usersOf, isSingle }: Recorded,
  replace: (value: Value, compute: typeof factorGradientOfEach) => void,
): void {
  const ofFilter = (gradient: Value): Value | undefined =>
    usersOf(gradient).find((user) => {
      const convolution = convolutionOf(user, 'filterGradient');
      return convolution?.inputs[0] === layer.x && isSameGeometry(convolution, layer.convolution);
    });
  const [general, response] = [ofFilter(dy), ofFilter(scaled)];
  if (general !== undefined) replace(general, generalGradientOfEach);
  if (response !== undefined) replace(response, responseGradientOfEach);
  const ofImages = (gradient: Value, filter: Value): Value | undefined =>
    usersOf(gradient).find((user) => {
      const convolution = convolutionOf(user, 'inputGradient');
      return convolution?.inputs[1] === filter && isSameGeometry(convolution, layer.convolution) && isSingle(user);
    });
  const [first, second] = [ofImages(dy, layer.general), ofImages(scaled, layer.response)];
  const hasStride = layer.windows.strides.some((stride) => stride !== 1);
  if (first === undefined || second === undefined || hasStride) return;
  const sum = usersOf(first).find((user) => nodeOf(user, 'Add')?.inputs.includes(second) === true);
  if (sum !== undefined) replace(sum, inputGradientOfEach);
}

/** Values of the layer's shape that are multiplied with one of those given. */
function productsWith(factors: readonly Value[], { sum, answer }: Found, { usersOf }: Recorded): ReadonlySet<Value> {
  const products = factors.flatMap(usersOf).flatMap((user) => nodeOf(user, 'Mul')?.inputs ?? []);
  return new Set(products.filter((value) => value !== answer && isSameShape(value.shape, sum.shape)));
}

function isProductOf(value: Value, left: Value, right: Value): boolean {
  const inputs = nodeOf(value, 'Mul')?.inputs ?? [];
  return inputs.includes(left) && inputs.includes(right);
}
