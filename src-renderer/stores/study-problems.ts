// What keeps a study from starting: what the window knows at once, what is wrong with its draft, and what the host says.
import type { Problem } from '../../src-shared/contract/plan.ts';
import { isSearchArm, type StudyConfig } from '../../src-shared/domain/study.ts';

/**
 * Problems by their paths in the study's config; those of its run config stand without the `config.` before them, as in a draft.
 * The same field is told of once: first by the window, then by the draft, then by the host.
 */
export function studyProblems(
  config: StudyConfig,
  { ofDraft, ofHost }: { readonly ofDraft: readonly Problem[]; readonly ofHost: readonly Problem[] },
): readonly Problem[] {
  // The method of the draft is none of the study's, and what that method needs tuned is said by the host of the study's own.
  const kept = ofDraft.filter(({ path }) => !/^method\b|^hyperparameters$/.test(path));
  const told: Problem[] = [...ownProblems(config), ...kept];
  for (const { path, message } of ofHost) {
    const plain = path.replace(/^config\./, '');
    const isHeard = told.some((known) => isSameField(known.path, plain) || known.message === message);
    if (!isHeard) told.push({ path: plain, message });
  }
  return told;
}

const isSameField = (one: string, other: string): boolean => one.startsWith(other) || other.startsWith(one);

function ownProblems({ arms, budget, atOnce, purpose }: StudyConfig): Problem[] {
  const problems: Problem[] = [];
  const least = purpose === 'comparison' ? 2 : 1;
  if (arms.length < least) {
    problems.push({ path: 'arms', message: least === 2 ? 'Tick at least two methods.' : 'Choose a method.' });
  }
  const isNumber = Number.isFinite(budget.amount) && budget.amount > 0;
  const isWhole = budget.unit === 'seconds' || Number.isInteger(budget.amount);
  if (!isNumber || !isWhole) {
    problems.push({ path: 'budget', message: `Enter a ${isNumber ? 'whole ' : ''}number above 0.` });
  }
  if (!Number.isInteger(atOnce) || atOnce < 1 || atOnce > 100) {
    problems.push({ path: 'atOnce', message: 'Enter a whole number from 1 to 100.' });
  }
  const lacksSchedule = arms.some(
    ({ method }) =>
      (method.name === 'replay' && method.schedule.at.length === 0) ||
      (method.name === 'final' && Object.keys(method.values).length === 0),
  );
  if (lacksSchedule) {
    problems.push({ path: 'method.schedule', message: 'Choose a schedule: of a run, or from a file.' });
  }
  return problems;
}

/** How many trainings a search has room for; null where the budget does not say. */
export function trainingsWithin({ arms, budget, config }: StudyConfig): number | null {
  if (!arms.some(isSearchArm)) return null;
  if (budget.unit === 'trials') return budget.amount;
  if (budget.unit !== 'epochs') return null;
  return Math.max(1, Math.floor(budget.amount / config.training.epochs));
}
