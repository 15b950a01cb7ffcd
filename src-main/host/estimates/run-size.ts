// A run in numbers, before it starts: what its cost depends on. Not here: what that costs (estimate).
import type { DataCard } from '../../../src-shared/domain/data-card.ts';
import type { InputShape } from '../../../src-shared/domain/input-shape.ts';
import { type LayerSize, layerSizes } from '../../../src-shared/domain/model-size.ts';
import type { RunConfig } from '../../../src-shared/domain/run-config.ts';
import {
  type SettledHyperparameters,
  settleHyperparameters,
} from '../../../src-shared/domain/settle-hyperparameters.ts';
import { countSteps, type StepCount } from '../../../src-shared/domain/step-count.ts';

/** Rows of each part. */
export interface PartSizes {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

export interface RunSize {
  readonly steps: StepCount;
  readonly rows: PartSizes;
  readonly layers: readonly LayerSize[];
  /** Of the network and of its response. */
  readonly parameters: number;
  readonly responseParameters: number;
  /** Values that the optimiser keeps for each parameter. */
  readonly slots: number;
  /** Hyperparameters that are tuned. */
  readonly tuned: number;
  /** Random numbers that one row of a training step needs. */
  readonly drawsOfRow: number;
  /** Activities of one row, over all layers. */
  readonly activitiesOfRow: number;
}

/** Network outputs of a data set: its classes, or one number. */
export function outputsOf({ classes }: DataCard): number {
  return classes?.length ?? 1;
}

/** The layers of a run's model. @param tuned hyperparameters that are tuned */
export function layersOf(
  { model, method }: Pick<RunConfig, 'model' | 'method'>,
  data: InputShape & { readonly outputs: number; readonly tuned: number },
): readonly LayerSize[] {
  const response = method.name === 'stn' ? method.response : 'none';
  return layerSizes(model, { ...data, response });
}

function slotsOf({ optimizer }: RunConfig['training']): number {
  if (optimizer.name === 'adam') return 2;
  return optimizer.momentum === 0 ? 0 : 1;
}

/** Every layer that something is dropped from, or noise added to, draws a number for each of its values. */
function drawsOfRow(layers: readonly LayerSize[], { tuned, held }: SettledHyperparameters): number {
  const active = [...tuned.map(({ name }) => name), ...Object.keys(held)];
  const isDrawn = (name: string) => /\.(?:dropout|featureDropout|gaussianNoise)$/.test(name);
  const widthOf = (name: string) => layers.find((layer) => name.startsWith(`${layer.name}.`))?.outputs ?? 0;
  return tuned.length + active.filter(isDrawn).reduce((sum, name) => sum + widthOf(name), 0);
}

export interface SizedData extends InputShape {
  readonly outputs: number;
  readonly rows: PartSizes;
}

/** The numbers of a run on data of a size. @throws AppError of `settleHyperparameters` */
export function sizeOfRun(config: RunConfig, { rows, ...data }: SizedData): RunSize {
  const settled = settleHyperparameters(config.hyperparameters, { model: config.model, data });
  const tuned = config.method.name === 'stn' ? settled.tuned.length : 0;
  const layers = layersOf(config, { ...data, tuned });
  const sum = (of: (layer: LayerSize) => number) => layers.reduce((total, layer) => total + of(layer), 0);
  return {
    steps: countSteps(config, rows.train),
    rows,
    layers,
    parameters: sum((layer) => layer.parameters),
    responseParameters: sum((layer) => layer.responseParameters),
    slots: slotsOf(config.training),
    tuned,
    drawsOfRow: drawsOfRow(layers, settled),
    activitiesOfRow: sum((layer) => layer.outputs),
  };
}

/** Bytes of everything that training changes: parameters and what the optimiser keeps beside them. */
export function stateBytes({ parameters, responseParameters, slots }: RunSize): number {
  return 4 * (parameters + responseParameters) * (1 + slots);
}
