// Axes that tests of searches share. Not here: tests.

import type { Proposal, Search, Trial, TrialOutcome, TrialValues } from '../../src-main/methods/search.ts';
import type { HyperparameterName } from '../../src-shared/domain/hyperparameter.ts';
import type { SearchAxis } from '../../src-shared/domain/search-space.ts';

/** So many continuous axes from 0 to 1. */
export function unitAxes(count: number): readonly SearchAxis[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `layer${index}.dropout` as HyperparameterName,
    scale: 'linear',
    low: 0,
    high: 1,
    isInteger: false,
  }));
}

/** An axis of whole numbers. */
export function wholeAxis(name: HyperparameterName, low: number, high: number): SearchAxis {
  return { name, scale: 'linear', low, high, isInteger: true };
}

/** How a trial of a function comes out. */
export function outcomeOf(loss: number): TrialOutcome {
  return { best: loss, last: loss };
}

/** What a search proposed, where it did. */
export function proposed(answer: Proposal | 'wait' | 'exhausted'): Proposal {
  if (typeof answer === 'string') throw new Error(`Expected a proposal, got ${answer}.`);
  return answer;
}

/** Lets a search try so many places of a function one after the other. */
export function trialsOf(search: Search, count: number, loss: (values: TrialValues) => number): readonly Trial[] {
  const trials: Trial[] = [];
  for (let number = 0; number < count; number += 1) {
    const { values, parent } = proposed(search.propose(trials));
    trials.push({ number, values, parent, outcome: outcomeOf(loss(values)) });
  }
  return trials;
}
