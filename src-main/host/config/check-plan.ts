// Looks at a config as it is being edited: everything that keeps it from running, at once, and what it would be.
// Not here: what it would cost (estimate).
import type { Problem } from '../../../src-shared/contract/plan.ts';
import { AppError, messageOf } from '../../../src-shared/domain/app-error.ts';
import type { HyperparameterName } from '../../../src-shared/domain/hyperparameter.ts';
import { hyperparameterSettingSchema } from '../../../src-shared/domain/hyperparameter.ts';
import { datasetIdSchema } from '../../../src-shared/domain/ids.ts';
import { type InputShape, outputsByCard } from '../../../src-shared/domain/input-shape.ts';
import { type MethodConfig, methodConduct, methodConfigSchema } from '../../../src-shared/domain/method-config.ts';
import { type JudgedData, misfitsOfMethod } from '../../../src-shared/domain/method-fit.ts';
import type { LayerSize } from '../../../src-shared/domain/model-size.ts';
import {
  modelConfigSchema,
  type RunConfig,
  runConfigSchema,
  splitConfigSchema,
  trainingConfigSchema,
} from '../../../src-shared/domain/run-config.ts';
import {
  applicableNames,
  type Surroundings,
  settleHyperparameters,
} from '../../../src-shared/domain/settle-hyperparameters.ts';
import type { Dataset } from '../../data/dataset.ts';
import { layersOf, type PartSizes } from '../estimates/run-size.ts';
import { isWritten, type Written } from './config-change.ts';
import { divideData } from './divided-data.ts';
import { misfitsOf } from './model-fit.ts';
import { dividingColumn, refuseWithoutAxis } from './ordered-axis.ts';
import { refusedWarmUp } from './prepare-run.ts';
import { describeRefusals } from './schema-words.ts';

export interface CheckedPlan {
  readonly problems: readonly Problem[];
  readonly layers: readonly LayerSize[];
  readonly applicable: readonly HyperparameterName[];
  readonly tuned: number;
  readonly fixed: number;
  readonly rows: PartSizes | null;
  /** Everything that an estimate needs; null while there are problems. */
  readonly plan: { readonly config: RunConfig; readonly dataset: Dataset; readonly inputShape: InputShape } | null;
}

/** A path as the window writes it. What is wrong inside a hyperparameter is told at the hyperparameter. */
function dotted(path: readonly PropertyKey[]): { readonly path: string; readonly field: string | null } {
  const [first, name, ...rest] = path.map(String);
  if (first !== 'hyperparameters' || rest.length === 0) return { path: path.map(String).join('.'), field: null };
  return { path: `${first}.${name}`, field: rest[0] ?? null };
}

function schemaProblems(config: Written): Problem[] {
  const parsed = runConfigSchema.safeParse(config);
  if (parsed.success) return [];
  return describeRefusals(runConfigSchema, config, parsed.error, 'The config').map((refusal) => {
    const { path, field } = dotted(refusal.path);
    return { path, message: field === null ? refusal.message : `${field}: ${refusal.message}` };
  });
}

/** Runs `act`; a refusal becomes a problem at `path`. */
function caught<Result>(problems: Problem[], path: string, act: () => Result): Result | null {
  try {
    return act();
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    problems.push({ path, message: messageOf(thrown) });
    return null;
  }
}

interface SettledSettings {
  readonly tuned: number;
  readonly held: number;
}

/** Each hyperparameter by itself, so that one that is wrong does not hide the others. */
function settleEach(settings: unknown, surroundings: Surroundings, problems: Problem[]): SettledSettings {
  let [tuned, held] = [0, 0];
  for (const [name, written] of Object.entries(isWritten(settings) ? settings : {})) {
    const setting = hyperparameterSettingSchema.safeParse(written);
    if (!setting.success) continue;
    const settled = caught(problems, `hyperparameters.${name}`, () =>
      settleHyperparameters({ [name]: setting.data }, surroundings),
    );
    tuned += settled?.tuned.length ?? 0;
    held += Object.keys(settled?.held ?? {}).length;
  }
  return { tuned, held };
}

/** What keeps the method from being used. Hyperparameters that are no settings are told by the schema. */
function methodMisfits({ model, method, settings, data }: JudgedParts, problems: Problem[]): void {
  const written = isWritten(settings) ? settings : {};
  const hyperparameters = Object.fromEntries(
    Object.entries(written).flatMap(([name, setting]) => {
      const parsed = hyperparameterSettingSchema.safeParse(setting);
      return parsed.success ? [[name, parsed.data] as const] : [];
    }),
  );
  // One that is set to tuned and has a problem of its own is not told a second time.
  const isAnyTuned = Object.values(written).some((setting) => isWritten(setting) && setting.mode === 'tuned');
  for (const { path, message } of misfitsOfMethod({ model, method, hyperparameters }, data)) {
    const isTold = problems.some((problem) => problem.path === path) || (path === 'hyperparameters' && isAnyTuned);
    if (!isTold) problems.push({ path, message });
  }
}

interface JudgedParts {
  readonly model: RunConfig['model'];
  readonly method: MethodConfig;
  readonly settings: unknown;
  readonly data: JudgedData;
}

/** Epochs that are no count are told by the schema. */
function onlyWarmUp(method: MethodConfig | null, training: unknown): Problem[] {
  const epochs = trainingConfigSchema.shape.epochs.safeParse(isWritten(training) ? training.epochs : undefined);
  const message = method === null || !epochs.success ? null : refusedWarmUp(method, epochs.data);
  return message === null ? [] : [{ path: 'method.warmUpEpochs', message }];
}

/** The parsed part of a config, null where the schema refuses it: its problems are told with the whole. */
function partOf<Part>(
  schema: { safeParse(value: unknown): { success: true; data: Part } | { success: false } },
  value: unknown,
): Part | null {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

async function openCited(
  data: unknown,
  open: (id: string) => Promise<Dataset>,
  problems: Problem[],
): Promise<Dataset | null> {
  const id = partOf(datasetIdSchema, isWritten(data) ? data.dataset : undefined);
  if (id === null) return null;
  try {
    return await open(id);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    problems.push({ path: 'data.dataset', message: thrown.message });
    return null;
  }
}

/**
 * Checks a config, whatever it is.
 * @param open the rows of a data set
 */
export async function checkPlan(config: Written, open: (id: string) => Promise<Dataset>): Promise<CheckedPlan> {
  const problems = schemaProblems(config);
  const dataset = await openCited(config.data, open, problems);
  const split = partOf(splitConfigSchema, isWritten(config.data) ? (config.data.split ?? {}) : undefined);
  const divided =
    dataset === null || split === null ? null : caught(problems, 'data.split', () => divideData(dataset, split));
  const model = partOf(modelConfigSchema, config.model);
  const method = partOf(methodConfigSchema, config.method ?? { name: 'stn' });
  const inputShape = divided?.inputShape ?? null;
  const surroundings = model === null ? null : { model, data: inputShape };
  const settled =
    surroundings === null ? { tuned: 0, held: 0 } : settleEach(config.hyperparameters, surroundings, problems);
  const outputs = dataset === null ? 0 : outputsByCard(dataset.card);
  const data = inputShape === null ? null : { ...inputShape, outputs };
  if (model !== null && method !== null) {
    methodMisfits({ model, method, settings: config.hyperparameters, data }, problems);
  }
  problems.push(...onlyWarmUp(method, config.training));
  const misfits = model === null || dataset === null ? [] : misfitsOf(model, dataset.card, divided?.rows ?? null);
  problems.push(...misfits.map(({ path, message }) => ({ path, message })));
  const isMisread = misfits.some(({ path }) => path === 'model');
  if (model !== null && dataset !== null && split !== null && !isMisread) {
    caught(problems, 'model', () => refuseWithoutAxis(model, dataset.card, dividingColumn(split)));
  }

  const tuned = method !== null && methodConduct[method.name] === 'held' ? 0 : settled.tuned;
  const layers =
    model === null || dataset === null || inputShape === null || isMisread
      ? []
      : caught(problems, 'model', () =>
          layersOf({ model, method: method ?? { name: 'fixed' } }, { ...inputShape, outputs, tuned }),
        );
  const whole = problems.length === 0 ? partOf(runConfigSchema, config) : null;
  return {
    problems,
    layers: layers ?? [],
    applicable: surroundings === null ? [] : applicableNames(surroundings),
    tuned,
    fixed: settled.held + settled.tuned - tuned,
    rows: divided?.rows ?? null,
    plan: whole === null || dataset === null || inputShape === null ? null : { config: whole, dataset, inputShape },
  };
}
