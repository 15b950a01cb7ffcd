// From the product's names and layouts of an LSTM's parameters and noise to those of bench/torch/lstm.py.
import type { Feeds } from '../src-main/engine/engine.ts';
import type { NoiseInput } from '../src-main/zoo/model.ts';

const ofLayer: Readonly<Record<string, string>> = {
  weight: 'elem_weight',
  bias: 'elem_bias',
  'response-weight': 'hyper_weight',
  'response-bias': 'hyper_bias',
  'response-map': 'to_factors.weight',
};

/** `lstm1/hidden/response-map` is `layers.0.h2h.to_factors.weight`. */
export function torchName(name: string): string {
  if (name === 'output/bias') return 'decoder_bias';
  const [layer = '', ...rest] = name.split('/');
  const kind = ofLayer[rest.at(-1) ?? ''];
  if (kind === undefined) throw new Error(`PyTorch's side has nothing like ${name}.`);
  if (layer === 'embedding') return `embedding.${kind}`;
  const part = rest[0] === 'input' ? 'i2h' : 'h2h';
  return `layers.${Number(layer.replace('lstm', '')) - 1}.${part}.${kind}`;
}

/** Row-major values; matrices but for the tables of tokens are transposed: PyTorch's have the outputs first. */
export function torchValues(name: string, values: ArrayLike<number>, shape: readonly number[]): readonly number[] {
  const isTable = name === 'embedding/weight' || name === 'embedding/response-weight';
  const [rows = 1, columns] = shape;
  if (isTable || columns === undefined) return Array.from(values);
  return Array.from(
    { length: rows * columns },
    (_, index) => values[(index % rows) * columns + Math.floor(index / rows)] ?? Number.NaN,
  );
}

/** The noise of one step; masks over weights are transposed with them. */
export function torchNoise(feeds: Feeds, inputs: readonly NoiseInput[]): Readonly<Record<string, readonly number[]>> {
  return Object.fromEntries(
    Object.entries(feeds).map(([name, draws]) => {
      const shape = inputs.find((input) => input.name === name)?.shape ?? [];
      return [name, name.endsWith('.dropConnect') ? torchValues(name, draws, shape) : Array.from(draws)];
    }),
  );
}
