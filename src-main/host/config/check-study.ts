// Looks at a study's config as it is being edited: everything that keeps it from running, and what should be known before it starts.
// Not here: what it would cost (handlers/studies).
import type { Problem } from '../../../src-shared/contract/plan.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { outputsByCard } from '../../../src-shared/domain/input-shape.ts';
import { methodNotes } from '../../../src-shared/domain/method-fit.ts';
import type { RunConfig } from '../../../src-shared/domain/run-config.ts';
import { isSearchName } from '../../../src-shared/domain/search-config.ts';
import { gridSize, searchSpace } from '../../../src-shared/domain/search-space.ts';
import { settleHyperparameters } from '../../../src-shared/domain/settle-hyperparameters.ts';
import { type Arm, type StudyConfig, studyConfigSchema } from '../../../src-shared/domain/study.ts';
import type { Dataset } from '../../data/dataset.ts';
import { countOf } from '../../data/sentences.ts';
import { wholeAllowance } from '../../studies/budget.ts';
import { armConfig, isSearch } from '../../studies/trial-config.ts';
import { type CheckedPlan, checkPlan } from './check-plan.ts';
import { isWritten, type Written } from './config-change.ts';
import { batchesPerEpochOf } from './divided-data.ts';
import { refusedWarmUp } from './prepare-run.ts';
import { describeRefusals } from './schema-words.ts';

export interface CheckedStudy {
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
  /** Null while there are problems; one plan for each arm. */
  readonly study: {
    readonly config: StudyConfig;
    readonly plans: readonly CheckedPlan[];
    readonly batches: number;
  } | null;
}

type Open = (id: string) => Promise<Dataset>;

/** What a trial or the run of an arm is configured as, before the search has its say. Steps are not known to be epochs yet. */
function plannedConfig(study: StudyConfig, arm: Arm): RunConfig {
  const base = armConfig(study, arm);
  if (isSearch(arm.method)) return base;
  const counting = { budget: study.budget, batchesPerEpoch: 1 };
  return { ...base, training: { ...base.training, ...wholeAllowance(counting, base.training) } };
}

/** Problems of an arm's plan, told where they can be put right. */
function placed(problems: readonly Problem[], arm: number, { hyperparameters = {} }: Arm): Problem[] {
  return problems.map(({ path, message }) => {
    const name = path.startsWith('hyperparameters.') ? path.slice('hyperparameters.'.length) : null;
    const isOwn = path.startsWith('method') || (name !== null && Object.hasOwn(hyperparameters, name));
    return { path: isOwn ? `arms.${arm}.${path}` : `config.${path}`, message };
  });
}

function schemaProblems(written: Written): Problem[] {
  const parsed = studyConfigSchema.safeParse(written);
  if (parsed.success) return [];
  return describeRefusals(studyConfigSchema, written, parsed.error, 'The study').map(({ path, message }) => ({
    path: path.map(String).join('.'),
    message,
  }));
}

interface SearchFacts {
  readonly study: StudyConfig;
  readonly arm: Arm;
  readonly place: number;
  readonly batches: number;
}

/** Epochs that the budget is worth; null where it is given in something else. */
function budgetEpochs({ budget }: StudyConfig, batches: number): number | null {
  if (budget.unit === 'epochs') return budget.amount;
  return budget.unit === 'steps' ? budget.amount / batches : null;
}

function budgetProblems({ study, arm, place, batches }: SearchFacts): Problem[] {
  const epochs = budgetEpochs(study, batches);
  const path = 'budget.amount';
  if (epochs !== null && epochs < 1) {
    return [
      {
        path,
        message: `The budget is less than one epoch${study.budget.unit === 'steps' ? ` of ${countOf(batches, 'step')}` : ''}. Give each arm at least one.`,
      },
    ];
  }
  const { method } = arm;
  if (method.name === 'pbt') {
    const { population, epochsPerRound } = method;
    const round = population * epochsPerRound;
    const isTooSmall =
      study.budget.unit === 'trials' ? study.budget.amount < population : epochs !== null && epochs < round;
    if (!isTooSmall) return [];
    const needed = study.budget.unit === 'trials' ? countOf(population, 'trial') : countOf(round, 'epoch');
    return [
      {
        path,
        message: `One round of "${arm.label}" takes ${needed}: ${countOf(population, 'network')} for ${countOf(epochsPerRound, 'epoch')} each. Raise the budget, or choose fewer networks.`,
      },
    ];
  }
  if (isSearchName(method.name)) return [];
  const warmUp = epochs === null ? null : refusedWarmUp(method as RunConfig['method'], Math.floor(epochs));
  return warmUp === null ? [] : [{ path: `arms.${place}.method.warmUpEpochs`, message: warmUp }];
}

/** What a budget allows of trials; null where only time will tell. */
function allowedTrials({ study, batches }: SearchFacts): number | null {
  if (study.budget.unit === 'trials') return study.budget.amount;
  const epochs = budgetEpochs(study, batches);
  return epochs === null ? null : epochs / study.config.training.epochs;
}

function searchProblems(facts: SearchFacts): { readonly problems: Problem[]; readonly notes: string[] } {
  const { study, arm } = facts;
  if (!isSearchName(arm.method.name)) return { problems: [], notes: [] };
  const { hyperparameters, model } = plannedConfig(study, arm);
  const axes = searchSpace(settleHyperparameters(hyperparameters, { model, data: null }).tuned);
  if (axes.length === 0) {
    const message = `"${arm.label}" has nothing to search for: no hyperparameter is tuned. Tune at least one.`;
    return { problems: [{ path: 'config.hyperparameters', message }], notes: [] };
  }
  if (arm.method.name !== 'grid') return { problems: [], notes: [] };
  const size = gridSize(axes, arm.method.points);
  const allowed = allowedTrials(facts);
  if (allowed === null || size <= BigInt(Math.ceil(allowed))) return { problems: [], notes: [] };
  const all = size.toLocaleString('en-US');
  const isPower = BigInt(arm.method.points) ** BigInt(axes.length) === size;
  const words = isPower ? `${arm.method.points}^${axes.length} = ${all}` : all;
  const some = Math.max(1, Math.round(allowed)).toLocaleString('en-US');
  return {
    problems: [],
    notes: [
      `The grid of "${arm.label}" has ${words} combinations; the budget allows about ${some}. They are tried in a shuffled order.`,
    ],
  };
}

/** Checks a study, whatever it is. @param open the rows of a data set */
export async function checkStudy(written: Written, open: Open): Promise<CheckedStudy> {
  const problems = schemaProblems(written);
  const parsed = studyConfigSchema.safeParse(written);
  if (!parsed.success) {
    // What is wrong with the run's part is told in its own words, beside its fields.
    const { problems: own } = isWritten(written.config)
      ? await checkPlan({ ...written.config, method: { name: 'fixed' } }, open)
      : { problems: [] };
    const others = problems.filter(({ path }) => path !== 'config' && !path.startsWith('config.'));
    const isWhole = isWritten(written.config);
    return {
      problems: [
        ...(isWhole
          ? own.map(({ path, message }) => ({ path: `config.${path}`, message }))
          : problems.filter((one) => !others.includes(one))),
        ...others,
      ],
      notes: [],
      study: null,
    };
  }
  const study = parsed.data;
  const found = new Map<string, Problem>();
  const notes: string[] = [];
  const plans: CheckedPlan[] = [];
  let batches = 1;
  for (const [place, arm] of study.arms.entries()) {
    const config = plannedConfig(study, arm);
    const plan = await checkPlan(config, open);
    plans.push(plan);
    const facts = { study, arm, place, batches };
    if (plan.plan !== null) {
      batches = batchesPerEpochOf(plan.plan.config, plan.plan.dataset);
      const { dataset, inputShape } = plan.plan;
      notes.push(...methodNotes(config, { ...inputShape, outputs: outputsByCard(dataset.card) }));
    }
    const search = plan.plan === null ? { problems: [], notes: [] } : searchProblems({ ...facts, batches });
    notes.push(...search.notes);
    const own = plan.plan === null ? [] : budgetProblems({ ...facts, batches });
    for (const problem of [...placed(plan.problems, place, arm), ...search.problems, ...own]) {
      found.set(`${problem.path} ${problem.message}`, problem);
    }
  }
  const all = [...found.values()];
  return {
    problems: all,
    notes: [...new Set(notes)],
    study: all.length === 0 ? { config: study, plans, batches } : null,
  };
}

/** Refuses a study that has a problem, with the first of them. @throws AppError `studies/invalid` */
export function refuseProblems({ problems }: Pick<CheckedStudy, 'problems'>): void {
  const [first] = problems;
  if (first !== undefined) throw new AppError('studies/invalid', first.message, { path: first.path });
}
