// Studies in words: what they are called and for, how much each method may spend, how far they are.
import type { ArmStanding, StudyRow } from '../../src-shared/contract/studies.ts';
import type { Budget, BudgetUnit, StudyPurpose } from '../../src-shared/domain/study.ts';
import { countedWords, countWords, durationWords } from './quantities.ts';

/** What a study is called: its name, or its number where it has none. */
export function studyTitle(row: { readonly id: number; readonly name: string }): string {
  return row.name.trim() === '' ? `Study ${row.id}` : row.name;
}

/** What a study is for, short and as a sentence. */
export const purposeWords: Readonly<Record<StudyPurpose, { readonly name: string; readonly what: string }>> = {
  search: { name: 'Search', what: 'One search over many trainings; the best one is kept.' },
  comparison: { name: 'Comparison', what: 'Several methods on the same network and data; each may spend the same.' },
  verification: {
    name: 'Verification',
    what: 'Whether a schedule is worth more than one value held: the schedule replayed, its final values, the best fixed values known.',
  },
  sensitivity: {
    name: 'Sensitivity',
    what: 'How much the outcome depends on how it was tuned: how often, with which perturbation, from which start.',
  },
  schedules: { name: 'Schedules', what: 'Kinds of schedules of the same values beside each other.' },
};

interface UnitWords {
  /** In a list of choices. */
  readonly name: string;
  readonly one: string;
  readonly many: string;
}

/** Units in which a budget is counted. */
export const budgetUnits: Readonly<Record<BudgetUnit, UnitWords>> = {
  trials: { name: 'trainings', one: 'training', many: 'trainings' },
  epochs: { name: 'passes over the training rows (epochs)', one: 'epoch', many: 'epochs' },
  steps: { name: 'training steps', one: 'training step', many: 'training steps' },
  seconds: { name: 'seconds of training', one: 'second', many: 'seconds' },
};

/** A budget: "300 epochs", "5 min of training". */
export function budgetWords({ unit, amount }: Budget, locale: string): string {
  if (unit === 'seconds') return `${durationWords(amount)} of training`;
  const { one, many } = budgetUnits[unit];
  return countedWords(amount, one, many, locale);
}

/** That all methods may spend the same, in a sentence. */
export function equalBudgetWords(
  { budget, seeds, arms }: { readonly budget: Budget; readonly seeds: number; readonly arms: number },
  locale: string,
): string {
  const each = arms > 1 ? 'Each may spend' : 'It may spend';
  return `${each} ${budgetWords(budget, locale)} on each seed (n = ${countWords(seeds, locale)}).`;
}

/** What the arms of a study are, counted: methods, or ways of using one. */
export function armCountWords({ purpose, arms }: Pick<StudyRow, 'purpose' | 'arms'>, locale: string): string {
  const isOfOne = purpose === 'sensitivity' || purpose === 'verification';
  return countedWords(arms.length, isOfOne ? 'variant' : 'method', isOfOne ? 'variants' : 'methods', locale);
}

/** "5 done, 1 failed, 2 training or waiting": what is none is not said. */
export function trialCountWords({ done, failed, live }: ArmStanding['trials'], locale: string): string {
  const parts = [
    [done, 'done'],
    [failed, 'failed'],
    [live, 'under way'],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${countWords(count, locale)} ${word}`);
  return said.length === 0 ? 'none yet' : said.join(', ');
}

/** Share of all budgets that is used up, 0 to 1. */
export function spentShare({ arms }: Pick<StudyRow, 'arms'>): number {
  if (arms.length === 0) return 0;
  return Math.min(1, arms.reduce((sum, { spent }) => sum + Math.min(1, Math.max(0, spent)), 0) / arms.length);
}

/** What the budget means for each kind of method, in sentences: one training for some, many short ones for searches. */
export function shareOfBudgetWords(
  {
    budget,
    methods,
    single,
    trainings,
    epochs,
    seeds,
  }: {
    readonly budget: Budget;
    readonly methods: number;
    /** Methods that train one network. */
    readonly single: number;
    /** Trainings that a search has room for; null where that cannot be told. */
    readonly trainings: number | null;
    /** Of one training of a search. */
    readonly epochs: number;
    readonly seeds: number;
  },
  locale: string,
): string {
  const all = budgetWords(budget, locale);
  const each = countedWords(epochs, 'epoch', 'epochs', locale);
  const said: string[] = [];
  if (methods > 1) {
    said.push(`Equal compute: every method gets ${all} on each seed (n = ${countWords(seeds, locale)}).`);
  }
  if (single > 0) said.push('A method that needs one training spends all of it there.');
  if (methods === 1 && budget.unit === 'trials') return `Each training goes over ${each}.`;
  if (methods > single) {
    const count =
      trainings === null
        ? 'as many trainings as fit'
        : `about ${countedWords(trainings, 'training', 'trainings', locale)}`;
    said.push(`${methods === 1 ? 'It spends that' : 'A search spends it'} on ${count} of ${each}.`);
  }
  return said.join(' ');
}
