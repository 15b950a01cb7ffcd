import { afterAll, expect, it } from 'vitest';
import { createReferenceEngine } from '../../src-main/engine/reference.ts';
import { createTextWriter, drawToken } from '../../src-main/train/text-writer.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import { madeUpText, plainLogits, table, textReader, vocabulary } from '../support/text-reader.ts';

const engine = createReferenceEngine();
afterAll(() => engine.dispose());

const text = madeUpText('train', 50);
const reader = textReader(5);

async function written(step: number, level: 'word' | 'character', seed = 1): Promise<string> {
  const noise = new CounterNoise(seed);
  const names = { level, vocabulary };
  const writer = await createTextWriter({ engine, generation: reader.generation, text, names, noise });
  const state = await engine.createState(reader.state, { table });
  const result = await writer.write(state, step);
  expect((await state.read(['table'])).table).toEqual(table);
  state.dispose();
  writer.dispose();
  return result;
}

/** The same by hand: each token from the softmax of what the whole text so far lets expect. */
function expectedText(step: number): string {
  const [first = 0, ...draws] = new CounterNoise(1).uniform('sample', step, new Float32Array(300));
  const tokens = [text.tokens[Math.floor(first * text.count)] ?? Number.NaN];
  for (const draw of draws) {
    const weights = (plainLogits(tokens).at(-1) ?? []).map((logit) => Math.exp(logit / 0.8));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let sum = 0;
    tokens.push(
      weights.findIndex((weight) => {
        sum += weight / total;
        return sum > draw;
      }),
    );
  }
  return tokens.map((token) => vocabulary[token]).join('');
}

it('writes on from a token of the text, each token drawn from what the network expects after all before it', async () => {
  expect(await written(7, 'character')).toBe(expectedText(7));
});

it('writes the same at the same step, something else at another step or seed', async () => {
  expect(await written(7, 'character')).toBe(await written(7, 'character'));
  expect(await written(8, 'character')).not.toBe(await written(7, 'character'));
  expect(await written(7, 'character', 2)).not.toBe(await written(7, 'character'));
});

it('writes words with blanks between them', async () => {
  expect(await written(7, 'word')).toMatch(/^([a-g] ){59}[a-g]$/);
});

it('draws tokens as often as the softmax at the temperature says', () => {
  const logits = [0, 0.8 * Math.log(3), -50];
  const draws = new CounterNoise(1).uniform('draws', 0, new Float32Array(4_000));
  const tokens = Array.from(draws, (draw) => drawToken(logits, draw));
  expect(tokens.filter((token) => token === 1).length / draws.length).toBeCloseTo(0.75, 1);
  expect(tokens).not.toContain(2);
  expect(drawToken([1e30, 0], 0.5)).toBe(0);
  expect(drawToken([0, 0], 1 - 2 ** -24)).toBe(1);
});

it('draws nothing from logits that are not finite', () => {
  expect(drawToken([0, Number.NaN], 0.5)).toBeNull();
  expect(drawToken([0, Number.POSITIVE_INFINITY], 0.5)).toBeNull();
});
