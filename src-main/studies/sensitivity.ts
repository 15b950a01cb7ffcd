// The study that varies how a run tuned: how often the hyperparameters move, how far they are perturbed, where they start. Pure.
// Source: MacKay et al. 2019, the sensitivity studies of the paper and its slides.
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { HyperparameterSetting, TunedHyperparameter } from '../../src-shared/domain/hyperparameter.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import type { DeltaStnConfig, MethodConfig, StnConfig } from '../../src-shared/domain/method-config.ts';
import type { RunConfig } from '../../src-shared/domain/run-config.ts';
import { fromUnit, searchAxis } from '../../src-shared/domain/search-space.ts';
import { settleHyperparameters } from '../../src-shared/domain/settle-hyperparameters.ts';
import { type Arm, type StudyConfig, studyConfigSchema } from '../../src-shared/domain/study.ts';
import { seedsFrom } from './seeds.ts';

/** Training steps and hyperparameter steps in turn. */
const alternations = [
  [1, 1],
  [2, 1],
  [10, 1],
  [1, 15],
  [15, 15],
] as const;
const heldScales = [0.1, 0.5, 1] as const;
const startPlaces = [0.05, 0.3, 0.5, 0.7, 0.9] as const;
const learntScale = 0.5;

export interface VariedRun {
  readonly run: RunId;
  readonly name: string;
  readonly config: RunConfig;
  /** Epochs that it trained. */
  readonly epochs: number;
}

type Perturbing = StnConfig | DeltaStnConfig;

const isPerturbing = (method: MethodConfig): method is Perturbing =>
  method.name === 'stn' || method.name === 'delta-stn';

/** Every tuned hyperparameter with other fields of its setting. */
function withTuned(
  { hyperparameters }: RunConfig,
  tuned: readonly TunedHyperparameter[],
  change: (one: TunedHyperparameter) => Partial<Extract<HyperparameterSetting, { mode: 'tuned' }>>,
): NonNullable<Arm['hyperparameters']> {
  return Object.fromEntries(
    tuned.map((one) => {
      const own = hyperparameters[one.name];
      const before = own?.mode === 'tuned' ? own : { mode: 'tuned' as const };
      return [one.name, { ...before, ...change(one) }];
    }),
  );
}

/** So far into the range, on the scale that its values are compared on; six digits say enough. */
function placeIn(one: TunedHyperparameter, place: number): number {
  const axis = searchAxis(one);
  if (axis.scale === 'log') return fromUnit(axis, place);
  const [low, high] = one.range;
  const end = Number.isFinite(high) ? high : axis.high;
  return Number((low + place * (end - low)).toPrecision(6));
}

/** @param seeds how many; the run's own is the first */
export function sensitivityStudy({ run, name, config, epochs }: VariedRun, seeds: number): StudyConfig {
  const { method } = config;
  if (!isPerturbing(method)) {
    throw new AppError(
      'studies/nothing-found',
      `Run ${run} was trained with the method "${method.name}". How a run tuned is varied for runs of "stn" and "delta-stn".`,
      { run },
    );
  }
  const { tuned } = settleHyperparameters(config.hyperparameters, { model: config.model, data: null });
  const arms: Arm[] = [
    ...alternations.map(([trainSteps, validationSteps]) => ({
      label: `Alternation ${trainSteps}/${validationSteps}`,
      method: { ...method, trainSteps, validationSteps },
    })),
    ...heldScales.map((scale) => ({
      label: `Perturbation ${scale}`,
      method: { ...method, tuneScales: false },
      hyperparameters: withTuned(config, tuned, () => ({ scale })),
    })),
    {
      label: 'Perturbation learnt',
      method: { ...method, tuneScales: true },
      hyperparameters: withTuned(config, tuned, () => ({ scale: learntScale })),
    },
    ...startPlaces.map((place) => ({
      label: `Start ${place}`,
      method,
      hyperparameters: withTuned(config, tuned, (one) => ({ start: placeIn(one, place) })),
    })),
  ];
  return studyConfigSchema.parse({
    name: `Sensitivity of ${name === '' ? `run ${run}` : name}`.slice(0, 200),
    purpose: 'sensitivity',
    config: { ...config, origin: undefined, training: { ...config.training, epochs, minutes: null } },
    arms,
    seeds: seedsFrom(config.training.seed, seeds),
    budget: { unit: 'epochs', amount: epochs },
    source: run,
  });
}
