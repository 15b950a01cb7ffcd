// A discovered schedule as JSON, with its units, its ranges and where it comes from: the file explains itself without the program.
import type { DataCard } from '../../src-shared/domain/data-card.ts';
import {
  type HyperparameterKind,
  type HyperparameterName,
  hyperparameterKinds,
  type TunedHyperparameter,
} from '../../src-shared/domain/hyperparameter.ts';
import type { RunConfig } from '../../src-shared/domain/run-config.ts';
import type { RunState } from '../../src-shared/domain/run-state.ts';
import type { Schedule } from '../../src-shared/domain/schedule.ts';
import { hyperparameterUnits } from './hyperparameter-units.ts';

/** Where a schedule comes from; with it the run can be repeated. */
export interface ScheduleLineage {
  readonly run: { readonly id: number; readonly name: string; readonly state: RunState };
  /** Null when the data set is no longer in the home; the config still names it. */
  readonly card: DataCard | null;
  readonly config: RunConfig;
  /** The tuned hyperparameters as they were settled. */
  readonly tuned: readonly TunedHyperparameter[];
}

/** Name and version of the file's form; the version rises with every change that an older reader would misread. */
const form = { schema: 'selftune/schedule', version: 1 } as const;

function kindOf(name: HyperparameterName): HyperparameterKind | undefined {
  return hyperparameterKinds.find((kind) => name.endsWith(`.${kind}`));
}

/** JSON has no infinities: an unbounded end is null. */
const bound = (value: number) => (Number.isFinite(value) ? value : null);

function describe(name: HyperparameterName, tuned: readonly TunedHyperparameter[]) {
  const settled = tuned.find((candidate) => candidate.name === name);
  const kind = kindOf(name);
  return {
    name,
    layer: name.slice(0, name.lastIndexOf('.')),
    kind: kind ?? null,
    unit: kind === undefined ? null : hyperparameterUnits[kind],
    range: settled === undefined ? null : settled.range.map(bound),
    start: settled?.start ?? null,
    isDiscrete: settled?.discrete ?? null,
  };
}

/** The whole file, two spaces deep, with a line break at its end. A value that was not logged is null. */
export function scheduleToJson(schedule: Schedule, { run, card, config, tuned }: ScheduleLineage): string {
  const file = {
    ...form,
    lineage: {
      run,
      dataset: { id: config.data.dataset, name: card?.name ?? null, contentHash: card?.contentHash ?? null },
      config,
    },
    units: {
      step: 'optimisation steps of the run, training and hyperparameter steps alike, from 1',
      epoch: 'passes over the training rows',
      seconds: 'training time',
      values: 'one a hyperparameter, in the order of "hyperparameters", each in its own unit',
      scales: 'standard deviation of the perturbation in unconstrained space, same order',
    },
    hyperparameters: schedule.hyperparameters.map((name) => describe(name, tuned)),
    points: schedule.points,
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}
