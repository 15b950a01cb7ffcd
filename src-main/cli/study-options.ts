// Options of studies on the command line: what they may spend, with which seeds, how many trainings beside each other.
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { Budget, BudgetUnit } from '../../src-shared/domain/study.ts';
import { oneOf } from './arguments.ts';

/** As {@link parseArgs} wants them. */
export const studyOptions = {
  budget: { type: 'string' },
  seeds: { type: 'string' },
  'at-once': { type: 'string' },
  'early-termination': { type: 'string' },
} as const;

/** Lines of a help text about them. */
export const studyOptionsHelp = `  --budget AMOUNT    What each method may spend for each seed: 40trials, 600s, 50epochs or 20000steps
  --seeds N or A,B   So many seeds, or those that are named
  --at-once N        Trainings beside each other
  --early-termination median
                     A trial that is worse than half of those before it ends early`;

const units: Readonly<Record<string, BudgetUnit>> = {
  s: 'seconds',
  second: 'seconds',
  seconds: 'seconds',
  trial: 'trials',
  trials: 'trials',
  epoch: 'epochs',
  epochs: 'epochs',
  step: 'steps',
  steps: 'steps',
};

/** A budget from its text. @throws AppError `cli/bad-option` */
export function parseBudget(text: string): Budget {
  const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/.exec(text.trim()) ?? [];
  const known = Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (known === undefined || !(Number(amount) > 0)) {
    throw new AppError(
      'cli/bad-option',
      `"--budget ${text}" is no budget. Write 40trials, 600s, 50epochs or 20000steps.`,
    );
  }
  return { unit: known, amount: Number(amount) };
}

function seedIn(text: string): number {
  const seed = /^\d{1,10}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (seed <= 0xffff_ffff) return seed;
  throw new AppError(
    'cli/bad-option',
    `"${text}" is no seed. Write so many seeds as "--seeds 3", or name them: "--seeds 1,5,9".`,
  );
}

/** Seeds from a count or a list. @param first the first of a count */
export function parseSeeds(text: string, first: number): number[] {
  if (text.includes(',')) return text.split(',').map(seedIn);
  const count = seedIn(text);
  if (count < 1 || count > 100) throw new AppError('cli/bad-option', 'A study has from 1 to 100 seeds.');
  return Array.from({ length: count }, (_, index) => first + index);
}

/** A number of runs beside each other. @throws AppError `cli/bad-option` */
export function parseAtOnce(text: string | undefined): number {
  const atOnce = Number(text ?? '1');
  if (Number.isInteger(atOnce) && atOnce >= 1 && atOnce <= 16) return atOnce;
  throw new AppError('cli/bad-option', `"--at-once ${text}" is not possible. Write a number from 1 to 16.`);
}

/** @throws AppError `cli/bad-option` */
export function parseEarlyTermination(text: string | undefined): 'none' | 'median' {
  return text === undefined ? 'none' : oneOf('early-termination', ['none', 'median'], text);
}
