// Population-based training on a toy network whose best value moves while it trains.
import { describe, expect, test } from 'vitest';
import { pbt } from '../../src-main/methods/pbt.ts';
import type { Trial } from '../../src-main/methods/search.ts';
import { pbtConfigSchema } from '../../src-shared/domain/search-config.ts';
import { outcomeOf, proposed, unitAxes, wholeAxis } from './search-axes.ts';

const config = pbtConfigSchema.parse({ name: 'pbt', population: 8 });
const axes = unitAxes(1);
const name = axes[0]?.name ?? 'input.dropout';
const rounds = 60;

/** The value that trains best in a round. */
function bestValue(round: number): number {
  return 0.2 + (0.6 * round) / rounds;
}

/**
 * A network whose loss falls in a round by so much as its value is near the best one of that round: what was learnt before stays, as
 * weights do.
 */
function lossAfter(round: number, value: number, before: number): number {
  return before * (0.8 + Math.min(1.5 * Math.abs(value - bestValue(round)), 1));
}

function played(seed: number, count = rounds * 8): readonly Trial[] {
  const search = pbt(axes, config, seed);
  const trials: Trial[] = [];
  while (trials.length < count) {
    const { values, parent } = proposed(search.propose(trials));
    const before = parent === null ? 1 : (trials[parent]?.outcome?.last ?? Number.NaN);
    const loss = lossAfter(Math.floor(trials.length / 8), values[name] ?? Number.NaN, before);
    trials.push({ number: trials.length, values, parent, outcome: outcomeOf(loss) });
  }
  return trials;
}

/** The stretches that led to a trial, the first one first. */
function lineage(trials: readonly Trial[], last: Trial): readonly Trial[] {
  const line: Trial[] = [];
  for (let at: Trial | undefined = last; at !== undefined; at = at.parent === null ? undefined : trials[at.parent]) {
    line.unshift(at);
  }
  return line;
}

function winnerOf(trials: readonly Trial[]): Trial {
  return trials
    .slice(-8)
    .reduce((best, trial) => ((trial.outcome?.last ?? 1) < (best.outcome?.last ?? 1) ? trial : best));
}

describe('population-based training', () => {
  test.each([0, 1, 2, 3, 4])('tracks a best value that moves, and beats every value held: seed %i', (seed) => {
    const trials = played(seed);
    const line = lineage(trials, winnerOf(trials));
    expect(line).toHaveLength(rounds);
    const late = line.slice(10);
    const distance = late.reduce(
      (sum, { values }, index) => sum + Math.abs((values[name] ?? 9) - bestValue(index + 10)),
      0,
    );
    expect(distance / late.length).toBeLessThan(0.1);
    const held = Array.from({ length: 101 }, (_, index) => {
      let loss = 1;
      for (let round = 0; round < rounds; round += 1) loss = lossAfter(round, index / 100, loss);
      return loss;
    });
    expect(winnerOf(trials).outcome?.last).toBeLessThan(Math.min(...held) / 100);
  });

  test('asks for stretches of a round, and goes on with its own weights while it is not among the worst', () => {
    const trials = played(7, 16);
    const search = pbt(axes, config, 7);
    expect(search.propose([])).toMatchObject({ parent: null, epochs: 5 });
    const first = trials.slice(0, 8).toSorted((left, right) => (left.outcome?.last ?? 0) - (right.outcome?.last ?? 0));
    const best = first.slice(0, 2).map(({ number }) => number);
    const worst = first.slice(-2).map(({ number }) => number);
    for (const { number, parent, values } of trials.slice(8)) {
      if (worst.includes(number - 8)) expect(best).toContain(parent);
      else expect([parent, values]).toEqual([number - 8, trials[number - 8]?.values]);
    }
  });

  test('waits until all of a round have ended', () => {
    const trials = played(0, 8);
    const open = trials.map((trial) => (trial.number === 5 ? { ...trial, outcome: null } : trial));
    expect(pbt(axes, config, 0).propose(open)).toBe('wait');
    expect(pbt(axes, config, 0).propose(trials)).toMatchObject({ epochs: 5 });
  });

  test('lets every failed member take over from one that did not fail', () => {
    const trials = played(0, 8).map((trial) =>
      trial.number < 5 ? { ...trial, outcome: outcomeOf(Number.NaN) } : trial,
    );
    for (let number = 8; number < 13; number += 1) {
      const next = proposed(pbt(axes, config, 0).propose([...trials, ...played(0, number).slice(8)]));
      expect([5, 6, 7]).toContain(next.parent);
    }
  });

  test('begins anew where all have failed', () => {
    const trials = played(0, 8).map((trial) => ({ ...trial, outcome: outcomeOf(Number.POSITIVE_INFINITY) }));
    expect(pbt(axes, config, 0).propose(trials)).toMatchObject({ parent: null });
  });

  test('moves a value up or down by a tenth of its axis, a whole number by one at least', () => {
    const both = [...unitAxes(1), wholeAxis('input.cutoutHoles', 0, 3)];
    const values = { [name]: 0.5, 'input.cutoutHoles': 1 };
    const first = Array.from({ length: 8 }, (_, number) => ({
      number,
      values,
      parent: null,
      outcome: outcomeOf(number),
    }));
    // The two worst of the first round are the last two of its numbers.
    const trials = [...first, ...first.slice(0, 6).map((trial) => ({ ...trial, number: trial.number + 8 }))];
    const moved = Array.from({ length: 40 }, (_, seed) =>
      proposed(pbt(both, { ...config, resampleChance: 0 }, seed).propose(trials)),
    );
    expect(new Set(moved.map((proposal) => proposal.values[name]))).toEqual(new Set([0.4, 0.6]));
    expect(new Set(moved.map((proposal) => proposal.values['input.cutoutHoles']))).toEqual(new Set([0, 2]));
    expect(new Set(moved.map(({ parent }) => parent))).toEqual(new Set([0, 1]));
  });

  test('draws values anew where it is told always to', () => {
    const trials = played(1, 8);
    const drawn = Array.from({ length: 40 }, (_, seed) => {
      const search = pbt(axes, { ...config, resampleChance: 1, population: 2, truncation: 0.5 }, seed);
      const two = trials.slice(0, 2).map((trial) => ({ ...trial, outcome: outcomeOf(1 - trial.number) }));
      return proposed(search.propose(two)).values[name] ?? Number.NaN;
    });
    expect(Math.min(...drawn)).toBeLessThan(0.15);
    expect(Math.max(...drawn)).toBeGreaterThan(0.85);
  });

  test('goes on after a cut as it would have', () => {
    const trials = played(4, 100);
    expect(pbt(axes, config, 4).propose(trials.slice(0, 93))).toMatchObject({
      values: trials[93]?.values,
      parent: trials[93]?.parent,
    });
  });
});
