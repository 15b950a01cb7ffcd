// A response perceptron with relu and cross-entropy in plain numbers, one example at a time, written from the equations and sharing no
// code with the product: what the product's gradients are held to.

/** One dense layer; matrices as rows. */
export interface PlainLayer {
  /** [I][O] */
  readonly weight: readonly (readonly number[])[];
  readonly bias: readonly number[];
  readonly gain: number;
  /** [I][O] */
  readonly responseWeight: readonly (readonly number[])[];
  readonly responseBias: readonly number[];
  /** [H][2 O] */
  readonly map: readonly (readonly number[])[];
}

const sumOver = (count: number, term: (index: number) => number): number => {
  let total = 0;
  for (let index = 0; index < count; index++) total += term(index);
  return total;
};
const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
const at = (values: readonly number[] | undefined, index: number): number => values?.[index] ?? Number.NaN;

/** (h V)_j */
function factor({ map }: PlainLayer, h: readonly number[], column: number): number {
  return sumOver(map.length, (i) => at(h, i) * at(map[i], column));
}

function product(matrix: readonly (readonly number[])[], x: readonly number[], output: number): number {
  return sumOver(x.length, (input) => at(x, input) * at(matrix[input], output));
}

function preActivations(layer: PlainLayer, x: readonly number[], h: readonly number[]): readonly number[] {
  const outputs = layer.bias.length;
  return range(outputs).map(
    (o) =>
      layer.gain * (product(layer.weight, x, o) + at(layer.bias, o)) +
      factor(layer, h, o) * product(layer.responseWeight, x, o) +
      factor(layer, h, outputs + o) * at(layer.responseBias, o),
  );
}

/** Cross-entropy of one example and its gradient with respect to what the response layers are fed with. */
export function plainExample(
  layers: readonly PlainLayer[],
  { x, label, h }: { readonly x: readonly number[]; readonly label: number; readonly h: readonly number[] },
): { readonly loss: number; readonly gradient: readonly number[] } {
  const inputs: (readonly number[])[] = [];
  let activity = x;
  layers.forEach((layer, index) => {
    inputs.push(activity);
    const sums = preActivations(layer, activity, h);
    activity = index === layers.length - 1 ? sums : sums.map((sum) => Math.max(sum, 0));
  });
  const highest = Math.max(...activity);
  const exponentials = activity.map((score) => Math.exp(score - highest));
  const total = sumOver(exponentials.length, (index) => at(exponentials, index));
  const loss = Math.log(total) + highest - at(activity, label);

  let delta = exponentials.map((value, index) => value / total - (index === label ? 1 : 0));
  const gradient = h.map(() => 0);
  for (let index = layers.length - 1; index >= 0; index--) {
    const layer = layers[index];
    const input = inputs[index] ?? [];
    if (layer === undefined) continue;
    const outputs = layer.bias.length;
    const here = delta;
    // <delta, V_weight,i * (x W_h) + V_bias,i * b_h>: shared STN specification section 7, closed form for tests.
    h.forEach((_, i) => {
      gradient[i] =
        at(gradient, i) +
        sumOver(
          outputs,
          (o) =>
            at(here, o) *
            (at(layer.map[i], o) * product(layer.responseWeight, input, o) +
              at(layer.map[i], outputs + o) * at(layer.responseBias, o)),
        );
    });
    delta = input.map((value, i) =>
      index > 0 && value <= 0
        ? 0
        : sumOver(
            outputs,
            (o) =>
              at(here, o) *
              (layer.gain * at(layer.weight[i], o) + factor(layer, h, o) * at(layer.responseWeight[i], o)),
          ),
    );
  }
  return { loss, gradient };
}
