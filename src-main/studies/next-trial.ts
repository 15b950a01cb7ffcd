// What a line of a study does next: another trial, waiting, or nothing any more. A function of the study and its trials alone, so that a
// study that was cut off goes on as it would have.
import type { RunConfig } from '../../src-shared/domain/run-config.ts';
import type { StudyConfig } from '../../src-shared/domain/study.ts';
import { buildSearch } from '../methods/search-registry.ts';
import type { TrialPlace } from '../store/run-commands.ts';
import { type Counting, nextAllowance, wholeAllowance } from './budget.ts';
import { hasFailed, isOver, type Line, searchTrials } from './line.ts';
import { armSpace, isSearch, trialConfig } from './trial-config.ts';

/** So many failures one after the other end a search. */
const mostFailures = 5;

export type Next =
  | {
      readonly kind: 'trial';
      readonly config: RunConfig;
      readonly place: Omit<TrialPlace, 'study'>;
    }
  | { readonly kind: 'wait' }
  | { readonly kind: 'over' };

const wait = { kind: 'wait' } as const;
const over = { kind: 'over' } as const;

/** Whether the newest trials of a line have all failed, enough of them to give it up. */
export function isGivenUp({ trials }: Line): boolean {
  const ended = trials.filter(isOver);
  return ended.length >= mostFailures && ended.slice(-mostFailures).every(hasFailed);
}

/**
 * @throws AppError where the search cannot be built
 */
export function nextTrial(study: StudyConfig, line: Line, counting: Counting): Next {
  const arm = study.arms[line.arm];
  const seed = study.seeds[line.seed];
  if (arm === undefined || seed === undefined) return over;
  const { trials } = line;
  const ended = trials.every(isOver) ? over : wait;
  const trial = trials.length;
  if (!isSearch(arm.method)) {
    if (trial > 0) return ended;
    const allowance = wholeAllowance(counting, study.config.training);
    const config = trialConfig(study, { arm, seed, trial, allowance, values: {}, origin: null });
    return { kind: 'trial', config, place: { arm: line.arm, seed: line.seed, trial, parent: null } };
  }
  if (isGivenUp(line)) return ended;
  if (trials.filter((one) => !isOver(one)).length >= study.atOnce) return wait;
  const axes = armSpace(study, arm);
  const names = axes.map(({ name }) => name);
  const { epochs: usual, minutes } = study.config.training;
  // Asked before the search is: what no budget is left for need not be thought of.
  if (nextAllowance(line, counting, { epochs: 1, minutes, atOnce: study.atOnce }) === null) return ended;
  const proposal = buildSearch(arm.method, axes, seed).propose(searchTrials(line, names));
  if (proposal === 'exhausted') return ended;
  if (proposal === 'wait') return ended === over ? over : wait;
  const epochs = proposal.epochs ?? usual;
  const allowance = nextAllowance(line, counting, { epochs, minutes, atOnce: study.atOnce });
  if (allowance === null) return ended;
  const parent = proposal.parent === null ? undefined : trials[proposal.parent];
  const config = trialConfig(study, {
    arm,
    seed,
    trial,
    allowance,
    values: proposal.values,
    origin: parent?.run ?? null,
  });
  return { kind: 'trial', config, place: { arm: line.arm, seed: line.seed, trial, parent: proposal.parent } };
}
