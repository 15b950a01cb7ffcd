// Bayesian optimisation: that it finds more than chance, and that nothing a trial does breaks it.
import { describe, expect, test } from 'vitest';
import { bayes } from '../../src-main/methods/bayes.ts';
import { random } from '../../src-main/methods/random.ts';
import type { Trial, TrialValues } from '../../src-main/methods/search.ts';
import { outcomeOf, proposed, trialsOf, unitAxes, wholeAxis } from './search-axes.ts';
import { branin, hartmann3, hartmann6, levy4, mixed, type TestFunction } from './test-functions.ts';

const config = { name: 'bayes', initialTrials: 8 } as const;

function bestOf(trials: readonly Trial[]): number {
  return Math.min(...trials.map(({ outcome }) => outcome?.best ?? Number.POSITIVE_INFINITY));
}

/** Seeds of 20 in which it ends below random search after as many trials. */
function wins({ axes, loss }: TestFunction, trials: number): number {
  return Array.from({ length: 20 }, (_, seed) => seed).filter(
    (seed) =>
      bestOf(trialsOf(bayes(axes, config, seed), trials, loss)) < bestOf(trialsOf(random(axes, seed), trials, loss)),
  ).length;
}

describe('against random search at equal trials, 20 seeds', () => {
  // Won where this was written, in this order: 20, 19, 20, 17, 19.
  test.each([
    [branin, 22, 17],
    [hartmann3, 22, 17],
    [mixed, 22, 17],
    [levy4, 24, 14],
    [hartmann6, 26, 16],
  ])('wins on $name', { timeout: 120_000 }, (problem, trials, least) => {
    expect(wins(problem, trials)).toBeGreaterThanOrEqual(least);
  });
});

describe('what trials may do', () => {
  const axes = [...unitAxes(2), wholeAxis('input.cutoutHoles', 0, 3)];

  function after(losses: readonly number[]): TrialValues {
    const trials = trialsOf(random(axes, 5), losses.length, () => 0).map((trial, index) => ({
      ...trial,
      outcome: outcomeOf(losses[index] ?? 0),
    }));
    return proposed(bayes(axes, config, 0).propose(trials)).values;
  }

  function isInside(values: TrialValues): boolean {
    return axes.every(({ name, low, high, isInteger }) => {
      const value = values[name] ?? Number.NaN;
      return value >= low && value <= high && (!isInteger || Number.isInteger(value));
    });
  }

  test.each([
    ['all come out the same', Array.from({ length: 12 }, () => 0.7)],
    ['fail, one in three', Array.from({ length: 12 }, (_, index) => (index % 3 === 0 ? Number.NaN : index))],
    ['diverge', Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? 10 ** (index * 20) : index))],
    ['all fail', Array.from({ length: 12 }, () => Number.POSITIVE_INFINITY)],
    ['fail but one', Array.from({ length: 12 }, (_, index) => (index === 4 ? 1 : Number.NaN))],
  ])('is borne: they %s', (_, losses) => {
    expect(isInside(after(losses))).toBe(true);
  });

  test('avoids where trials failed', () => {
    const failing = ([a = 0, b = 0]: readonly number[]) => (a > 0.5 ? Number.NaN : 1 + (a - 0.4) ** 2 + (b - 0.3) ** 2);
    const plain = unitAxes(2);
    const trials = trialsOf(bayes(plain, config, 2), 30, (values) =>
      failing(plain.map(({ name }) => values[name] ?? 0)),
    );
    const late = trials.slice(12).filter(({ outcome }) => Number.isNaN(outcome?.best));
    expect(late.length).toBeLessThan(9);
    expect(
      bestOf(trials.map((trial) => (Number.isNaN(trial.outcome?.best) ? { ...trial, outcome: null } : trial))),
    ).toBeLessThan(1.01);
  });

  test('bears trials of the same values', () => {
    const [one] = trialsOf(random(axes, 5), 1, () => 0);
    const trials = Array.from({ length: 15 }, (_, number) => ({
      number,
      parent: null,
      values: one?.values ?? {},
      outcome: outcomeOf(1 + (number % 2)),
    }));
    const { values } = proposed(bayes(axes, config, 0).propose(trials));
    expect(values).not.toEqual(one?.values);
    expect(isInside(values)).toBe(true);
  });
});

describe('several at once', () => {
  test('lie apart from each other while none has ended', () => {
    const trials: Trial[] = [...trialsOf(bayes(branin.axes, config, 1), 12, branin.loss)];
    const open: TrialValues[] = [];
    for (let number = 12; number < 18; number += 1) {
      const { values } = proposed(bayes(branin.axes, config, 1).propose(trials));
      open.push(values);
      trials.push({ number, values, parent: null, outcome: null });
    }
    const distances = open.flatMap((left, index) =>
      open
        .slice(index + 1)
        .map((right) => Math.hypot(...branin.axes.map(({ name }) => (left[name] ?? 0) - (right[name] ?? 0)))),
    );
    expect(Math.min(...distances)).toBeGreaterThan(0.03);
  });

  test('begin where none has ended yet', () => {
    const trials: Trial[] = [];
    for (let number = 0; number < 12; number += 1) {
      const { values } = proposed(bayes(branin.axes, config, 1).propose(trials));
      trials.push({ number, values, parent: null, outcome: null });
    }
    expect(new Set(trials.map(({ values }) => JSON.stringify(values))).size).toBe(12);
  });

  test('find as much as one after the other nearly does', () => {
    const found = [0, 1, 2, 3, 4].map((seed) => {
      const search = bayes(branin.axes, config, seed);
      const trials: Trial[] = [];
      while (trials.length < 40) {
        for (let lane = 0; lane < 4; lane += 1) {
          const { values } = proposed(search.propose(trials));
          trials.push({ number: trials.length, values, parent: null, outcome: null });
        }
        for (const [index, trial] of trials.entries())
          trials[index] = { ...trial, outcome: outcomeOf(branin.loss(trial.values)) };
      }
      return bestOf(trials) - branin.minimum;
    });
    expect(found.toSorted((a, b) => a - b)[2]).toBeLessThan(0.1);
  });
});

describe('a search', () => {
  test('goes on after a cut as it would have, and otherwise with another seed', () => {
    const trials = trialsOf(bayes(mixed.axes, config, 3), 16, mixed.loss);
    for (const number of [3, 8, 15]) {
      expect(bayes(mixed.axes, config, 3).propose(trials.slice(0, number))).toMatchObject({
        values: trials[number]?.values,
      });
    }
    expect(bayes(mixed.axes, config, 4).propose([])).not.toMatchObject({ values: trials[0]?.values });
  });

  test('never tries nearly the same place again, however sure it is of the lowest one', () => {
    const [axis] = unitAxes(1);
    const places = trialsOf(
      bayes(unitAxes(1), config, 0),
      30,
      (values) => ((values[axis?.name ?? 'input.dropout'] ?? 0) - 0.37) ** 2,
    ).map(({ values }) => values[axis?.name ?? 'input.dropout'] ?? 0);
    const steps = places.toSorted((a, b) => a - b).map((at, index, all) => at - (all[index - 1] ?? -1));
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(1e-3 - 1e-6);
    expect(Math.min(...places.map((at) => Math.abs(at - 0.37)))).toBeLessThan(1e-3);
  });

  test('tries each place of a small space of whole numbers once, good ones early', () => {
    const axes = [wholeAxis('input.cutoutHoles', 0, 7), wholeAxis('input.cutoutLength', 0, 7)];
    const loss = (values: TrialValues) =>
      ((values['input.cutoutHoles'] ?? 0) - 5) ** 2 + ((values['input.cutoutLength'] ?? 0) - 2) ** 2;
    const trials = trialsOf(bayes(axes, config, 0), 64, loss);
    expect(new Set(trials.map(({ values }) => JSON.stringify(values))).size).toBe(64);
    expect(trials.findIndex(({ outcome }) => outcome?.best === 0)).toBeLessThan(20);
    expect(bayes(axes, config, 0).propose(trials)).toBe('exhausted');
  });

  test('answers in seconds after 200 trials of 15 axes', () => {
    const axes = unitAxes(15);
    const trials = trialsOf(random(axes, 0), 200, (values) =>
      Math.hypot(...Object.values(values).map((value) => value - 0.4)),
    );
    const started = performance.now();
    bayes(axes, config, 0).propose(trials);
    // 0.3 s of one core; more where others use the machine.
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
