import { describe, expect, it } from 'vitest';
import { tokenStream } from '../../src-main/data/rows.ts';
import type { StepPlan } from '../../src-main/methods/method.ts';
import { batchesOf, batchesPerEpoch } from '../../src-main/train/batches.ts';
import { textLayout } from '../../src-shared/domain/step-count.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';

/** A plan for so many streams, of which a step reads so many tokens. */
function planFor(streams: number, length: number): StepPlan {
  return {
    rows: streams,
    noise: [],
    program: {
      name: 'train',
      state: {},
      inputs: { x: { shape: [streams, length], dtype: 'int32' } },
      body: () => ({ state: {}, results: {} }),
    },
  };
}

/** A text whose tokens are their own positions. */
const positions = (count: number) =>
  tokenStream(
    'train',
    Int32Array.from({ length: count }, (_, index) => index),
  );

/** The batch numbered `draw`, by stream. */
function batchAt(draw: number, { count = 100, streams = 3, length = 4, seed = 1 } = {}) {
  const { feeds, fill } = batchesOf(positions(count), planFor(streams, length), new CounterNoise(seed)).open();
  fill(draw);
  const rows = (values: ArrayLike<number> | undefined) =>
    Array.from({ length: streams }, (_, row) => Array.from(values ?? []).slice(row * length, (row + 1) * length));
  return { x: rows(feeds.x), answers: rows(feeds.answers), keep: feeds.keep?.[0], feeds };
}

describe('batches of a running text', () => {
  // 99 tokens are predicted: 3 streams of 8 steps of 4, and 3 tokens left out.
  const steps = 8;

  it('go on in every stream where the batch before ended', () => {
    for (let draw = 1; draw < steps; draw++) {
      const ends = batchAt(draw - 1).x.map((row) => row.at(-1) ?? Number.NaN);
      expect(batchAt(draw).x.map(([first]) => first)).toEqual(ends.map((end) => end + 1));
    }
  });

  it('ask for the token after each', () => {
    const { x, answers } = batchAt(5);
    expect(answers).toEqual(x.map((row) => row.map((position) => position + 1)));
  });

  it('read a stretch of its own in each stream, and together every token of an epoch once', () => {
    const read = Array.from({ length: steps }, (_, draw) => batchAt(draw).x.flat()).flat();
    const [first = Number.NaN] = read.toSorted((left, right) => left - right);
    expect(new Set(read)).toEqual(new Set(Array.from({ length: 96 }, (_, index) => first + index)));
    expect(read).toHaveLength(96);
  });

  it('begin anew with every epoch and only there', () => {
    const keeps = Array.from({ length: 2 * steps }, (_, draw) => batchAt(draw).keep);
    expect(keeps).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1]);
  });

  it('leave out other tokens in other epochs, and never ask for one behind the end', () => {
    const begins = Array.from({ length: 40 }, (_, epoch) => batchAt(epoch * steps).x[0]?.[0]);
    expect(new Set(begins)).toEqual(new Set([0, 1, 2, 3]));
    const last = Array.from({ length: 40 }, (_, epoch) => batchAt(epoch * steps + steps - 1).answers[2]?.[3] ?? 0);
    expect(Math.max(...last)).toBe(99);
  });

  it('are the same whichever was filled before', () => {
    const batches = batchesOf(positions(100), planFor(3, 4), new CounterNoise(1));
    const [one, other] = [batches.open(), batches.open()];
    one.fill(3);
    one.fill(21);
    other.fill(5);
    one.fill(11);
    expect(Array.from(one.feeds.x ?? [])).toEqual(batchAt(11).x.flat());
    expect(one.feeds.keep?.[0]).toBe(1);
    expect(Array.from(other.feeds.x ?? [])).toEqual(batchAt(5).x.flat());
  });

  it('are tokens of 32 bits', () => {
    const { feeds } = batchAt(0);
    expect(feeds.x).toBeInstanceOf(Int32Array);
    expect(feeds.answers).toBeInstanceOf(Int32Array);
  });

  it.each([
    [100, 3, 4],
    [4_321, 20, 35],
    [36, 1, 35],
    [36, 20, 35],
    [72, 2, 35],
  ])('of %i tokens in up to %i streams of %i are as many as the layout says', (count, batchSize, length) => {
    const { streams, steps: expected } = textLayout(count, { batchSize, length });
    const plan = planFor(streams, length);
    expect(batchesPerEpoch(positions(count), plan)).toBe(expected);
    const { feeds, fill } = batchesOf(positions(count), plan, new CounterNoise(1)).open();
    fill(expected - 1);
    expect(Math.max(...(feeds.answers ?? []))).toBeLessThan(count);
    fill(expected);
    expect(feeds.keep?.[0]).toBe(0);
  });

  it('are refused where the text does not fill them', () => {
    expect(() => batchesOf(positions(35), planFor(1, 35), new CounterNoise(1))).toThrow(RangeError);
  });
});
