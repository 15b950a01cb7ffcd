// What a study will cost: that of its trials, as many as the budget allows. Pure but for the estimates it is given.
import type { StudyCheck } from '../../../src-shared/contract/studies.ts';
import { isSearchArm } from '../../../src-shared/domain/study.ts';
import type { CheckedStudy } from '../config/check-study.ts';
import type { PlanEstimates } from './plan-estimates.ts';

type Cost = Pick<StudyCheck, 'seconds' | 'diskBytes'>;

/** Time is training time: trials beside each other share the machine. Null while the study has problems. */
export async function estimateStudy({ study }: Pick<CheckedStudy, 'study'>, estimates: PlanEstimates): Promise<Cost> {
  if (study === null) return { seconds: null, diskBytes: null };
  const { config, plans, batches } = study;
  const { budget, seeds } = config;
  const { epochs } = config.config.training;
  let [low, high, disk] = [0, 0, 0];
  for (const [place, arm] of config.arms.entries()) {
    const plan = plans[place];
    const one = plan === undefined ? null : await estimates(plan);
    if (one === null) return { seconds: null, diskBytes: null };
    const [shortest, longest] = one.seconds;
    const isSearch = isSearchArm(arm);
    switch (budget.unit) {
      case 'seconds': {
        const trials = isSearch ? Math.max(1, budget.amount / Math.sqrt(shortest * longest)) : 1;
        low += budget.amount;
        high += budget.amount;
        disk += trials * one.diskBytes;
        break;
      }
      case 'trials': {
        const trials = isSearch ? budget.amount : 1;
        low += trials * shortest;
        high += trials * longest;
        disk += trials * one.diskBytes;
        break;
      }
      case 'epochs':
      case 'steps': {
        const planned = plan?.plan?.config.training.epochs ?? epochs;
        const wanted = budget.unit === 'steps' ? budget.amount / batches : budget.amount;
        const times = wanted / planned;
        low += times * shortest;
        high += times * longest;
        disk += (isSearch ? Math.max(1, times) : 1) * one.diskBytes;
        break;
      }
      default:
        budget.unit satisfies never;
    }
  }
  const count = seeds.length;
  return { seconds: [low * count, high * count], diskBytes: Math.round(disk * count) };
}
