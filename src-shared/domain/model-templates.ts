// Networks to begin with, by the data they suit. Plain configs: everything about them can be changed.
import type { InputShape } from './input-shape.ts';
import type { ConvLayer, ModelConfig } from './run-config.ts';

export const modelTemplateNames = [
  'perceptron',
  'small-cnn',
  'medium-cnn',
  'alexnet',
  'signal-cnn',
  'lstm',
  'small-lstm',
  'large-lstm',
] as const;
export type ModelTemplateName = (typeof modelTemplateNames)[number];

const conv = (channels: number, change: Partial<ConvLayer> = {}): ConvLayer => ({
  channels,
  kernel: 3,
  stride: 1,
  pool: 2,
  activation: 'relu',
  ...change,
});
const dense = (width: number) => ({ width, activation: 'relu' }) as const;

/** Longest sequences that a template reads whole. */
const longestRead = 256;

function lstm(
  { inputs, tokens }: InputShape,
  { widths, length }: { readonly widths: readonly number[]; readonly length: number },
): ModelConfig {
  const isRunningText = tokens?.isRunningText === true;
  const embedding = widths.at(-1) ?? 64;
  return {
    kind: 'lstm',
    embedding: isRunningText ? embedding : Math.min(embedding, 32),
    lstm: widths.map((width) => ({ width })),
    hidden: [],
    readOut: 'mean',
    isTied: isRunningText,
    length: isRunningText ? length : Math.min(inputs, longestRead),
  };
}

/** Most convolutions that halve the side: something must be left of it. */
function halvings(side: number, wanted: number): number {
  return Math.max(1, Math.min(wanted, Math.floor(Math.log2(Math.max(2, side))) - 1));
}

/**
 * The network of that name for data of a shape.
 * Source: `small-cnn` (10, 20, 40 channels) and `alexnet` are the nets of the reference's CIFAR-10 experiment (cnn/models), whose layers
 * pool or stride so that 32 x 32 becomes 4 x 4 and 2 x 2; smaller images are pooled less often. `large-lstm` is that of its Penn Treebank
 * experiment (lstm/train.py: 2 layers of 650, 70 tokens).
 */
export function modelTemplate(name: ModelTemplateName, data: InputShape): ModelConfig {
  const side = data.imageShape === null ? data.inputs : Math.min(data.imageShape[0], data.imageShape[1]);
  const pooled = (channels: readonly number[], change: Partial<ConvLayer> = {}) =>
    channels.map((count, index) =>
      conv(count, index < halvings(side, channels.length) ? change : { ...change, pool: 1 }),
    );
  switch (name) {
    case 'perceptron': {
      const width = data.imageShape === null ? 64 : 128;
      return { kind: 'mlp', hidden: [dense(width), dense(width)] };
    }
    case 'small-cnn':
      return { kind: 'cnn', conv: pooled([10, 20, 40]), hidden: [] };
    case 'medium-cnn':
      return { kind: 'cnn', conv: pooled([32, 64, 64]), hidden: [dense(128)] };
    case 'alexnet':
      return {
        kind: 'cnn',
        conv: [
          conv(64, { stride: 2 }),
          conv(192),
          conv(384, { pool: 1 }),
          conv(256, { pool: 1 }),
          conv(256, side < 16 ? { pool: 1 } : {}),
        ],
        hidden: [dense(4_096), dense(4_096)],
      };
    case 'signal-cnn':
      return { kind: 'cnn', conv: pooled([16, 32, 32], { kernel: 7 }), hidden: [dense(64)] };
    case 'small-lstm':
      return lstm(data, { widths: [64], length: 35 });
    case 'lstm':
      return lstm(data, { widths: [200, 200], length: 35 });
    case 'large-lstm':
      return lstm(data, { widths: [650, 650], length: 70 });
    default:
      return name satisfies never;
  }
}

/** Templates that suit data of a shape, the suggested one first. */
export function templatesFor({ inputs, imageShape, tokens }: InputShape): readonly ModelTemplateName[] {
  if (tokens !== undefined) {
    return tokens.isRunningText ? ['lstm', 'small-lstm', 'large-lstm'] : ['small-lstm', 'lstm'];
  }
  if (imageShape === null) return inputs >= 16 ? ['perceptron', 'signal-cnn'] : ['perceptron'];
  const side = Math.min(imageShape[0], imageShape[1]);
  if (side < 4) return ['perceptron'];
  return side < 8 ? ['small-cnn', 'medium-cnn', 'perceptron'] : ['small-cnn', 'medium-cnn', 'alexnet', 'perceptron'];
}
