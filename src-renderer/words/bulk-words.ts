// What was done to many cells of the grid at once, beside its undo.
import type { HyperparameterKind } from '../../src-shared/domain/hyperparameter.ts';
import { hyperparameterWords, kindWords } from './hyperparameter-words.ts';

const whole = {
  tune: 'Every hyperparameter of every layer is tuned.',
  fix: 'Everything in use is held at its value.',
  clear: 'Every hyperparameter is off.',
} as const;
const done = { tune: 'is tuned', fix: 'is fixed', clear: 'is off' } as const;

/** The sentence for a bulk action on one column, or on the whole grid. */
export function bulkWords(action: keyof typeof whole, kind: HyperparameterKind | null): string {
  return kind === null ? whole[action] : `${kindWords[kind].name} ${done[action]} in every layer it applies to.`;
}

/** The sentence for a column filled from one of its cells. */
export function fillWords(name: string): string {
  return `The column is filled like “${hyperparameterWords(name)}”.`;
}
