import { afterAll, describe, expect, it } from 'vitest';
import { createReferenceEngine } from '../../src-main/engine/reference.ts';
import { buildLearner } from '../../src-main/methods/registry.ts';
import { createTextEvaluator, layStretches } from '../../src-main/train/evaluate-text.ts';
import { smallConfig, smallProblem } from '../support/small-training.ts';
import { spyEngine } from '../support/spy-engine.ts';
import { madeUpText, plainLogits, table, textReader, vocabulary } from '../support/text-reader.ts';

const engine = createReferenceEngine();
afterAll(() => engine.dispose());

/** Mean loss of every token but the first, read one by one. */
function plainLoss(tokens: ArrayLike<number>): number {
  const losses = plainLogits(tokens)
    .slice(0, -1)
    .map((logits, position) => {
      const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
      return Math.log(total) - (logits[tokens[position + 1] ?? Number.NaN] ?? Number.NaN);
    });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

async function score(
  count: number,
  { length, mostAtOnce, breathe }: { length: number; mostAtOnce: number; breathe?: () => Promise<void> },
) {
  const text = madeUpText('validation', count);
  const spy = spyEngine(engine);
  const reader = textReader(length);
  const learner = buildLearner(smallProblem(smallConfig()));
  const evaluator = await createTextEvaluator({
    engine: spy.engine,
    learner: {
      ...learner,
      model: { ...learner.model, largestActivity: length * vocabulary.length },
      trainStep: { ...learner.trainStep, program: reader.evaluation(1) },
      evaluation: reader.evaluation,
    },
    text,
    level: 'character',
    mostActivity: mostAtOnce * length * vocabulary.length,
    breathe,
  });
  const state = await engine.createState(reader.state, { table });
  const first = await evaluator.score(state);
  const again = await evaluator.score(state);
  evaluator.dispose();
  state.dispose();
  return { first, again, expected: plainLoss(text.tokens), runs: spy.runs };
}

describe('the score of a running text', () => {
  it.each([
    [2, 5],
    [21, 5],
    [22, 5],
    [500, 7],
  ])('is of %i tokens, read %i at a time, the mean over all but the first', async (count, length) => {
    const { first, expected } = await score(count, { length, mostAtOnce: 1 });
    expect(first.loss).toBeCloseTo(expected, 5);
    expect(first.rows).toBe(count - 1);
  });

  it('is the same when stretches are read beside each other, as far as memory reaches back', async () => {
    // A token is forgotten by half with every one after it: after 20 nothing is left of it.
    const { first, expected, runs } = await score(1_003, { length: 20, mostAtOnce: 64 });
    expect(runs[0]?.feeds.x).toHaveLength(6 * 20);
    expect(first.loss).toBeCloseTo(expected, 5);
    expect(first.rows).toBe(1_002);
  });

  it('reads no more at once than memory allows', async () => {
    const { runs } = await score(1_003, { length: 20, mostAtOnce: 4 });
    expect(runs[0]?.feeds.x).toHaveLength(4 * 20);
  });

  it('lets the process breathe after every call', async () => {
    let breaths = 0;
    const breathe = async () => {
      breaths += 1;
    };
    const { runs } = await score(200, { length: 5, mostAtOnce: 2, breathe });
    expect(breaths).toBe(runs.length);
    expect(breaths).toBeGreaterThan(20);
  });

  it('remembers nothing of the time before', async () => {
    const { first, again } = await score(1_003, { length: 20, mostAtOnce: 64 });
    expect(again).toEqual(first);
  });

  it('is told as perplexity and, of characters, in bits', async () => {
    const { first } = await score(50, { length: 5, mostAtOnce: 1 });
    expect(first.metrics.perplexity).toBeCloseTo(Math.exp(first.loss), 9);
    expect(first.metrics.bitsPerCharacter).toBeCloseTo(first.loss / Math.log(2), 9);
  });
});

it.each([
  [2, 10, 1],
  [1_000, 10, 12],
  [100_000, 10, 64],
  [82_430, 35, 64],
])(
  '%i tokens read %i at a time are cut into %i stretches that cover all and differ by one at most',
  (tokens, length, count) => {
    const stretches = layStretches(tokens, { length, mostAtOnce: 1_000 });
    expect(stretches).toHaveLength(count);
    expect(stretches[0]?.from).toBe(0);
    expect(stretches.at(-1)?.to).toBe(tokens - 1);
    for (const [index, { from }] of stretches.entries()) if (index > 0) expect(from).toBe(stretches[index - 1]?.to);
    const lengths = stretches.map(({ from, to }) => to - from);
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
  },
);
