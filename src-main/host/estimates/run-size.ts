// A run in numbers, before it starts: what its cost depends on. Not here: what that costs (estimate).
import type { DataCard } from '../../../src-shared/domain/data-card.ts';
import {
  type HyperparameterGroup,
  type HyperparameterKind,
  hyperparameterKinds,
  kindTraits,
  mostCutoutHoles,
} from '../../../src-shared/domain/hyperparameter.ts';
import type { InputShape } from '../../../src-shared/domain/input-shape.ts';
import { type LayerRole, layerRole } from '../../../src-shared/domain/layer-names.ts';
import { methodConduct } from '../../../src-shared/domain/method-config.ts';
import { sizeOfHypernetwork } from '../../../src-shared/domain/method-fit.ts';
import { workOfHyperStep } from '../../../src-shared/domain/method-work.ts';
import { type LayerSize, layerSizes } from '../../../src-shared/domain/model-size.ts';
import type { RunConfig } from '../../../src-shared/domain/run-config.ts';
import { settleHyperparameters } from '../../../src-shared/domain/settle-hyperparameters.ts';
import { countSteps, type StepCount, textLayout } from '../../../src-shared/domain/step-count.ts';

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
  /** Multiplications of the ordinary network for one row. */
  readonly products: number;
  /** Those among them that convolutions have. */
  readonly convProducts: number;
  /** Those of layers that have a response, which multiplies once more. */
  readonly respondingProducts: number;
  /** Training steps that one hyperparameter step is worth; null where it is an ordinary pass. */
  readonly hyperWork: number | null;
  /** Random numbers that one row of a training step needs, and those that the whole step shares. */
  readonly drawsOfRow: number;
  readonly drawsOfStep: number;
  /** How often the values of one input are gone through before the first layer. */
  readonly passesOfInput: number;
  /** Activities of one row, over all layers; those of convolutions before pooling. */
  readonly activitiesOfRow: number;
  /** Those among them that convolutions have. */
  readonly convActivitiesOfRow: number;
  /** Those among them that LSTM layers have, and the answers of a running text: how likely every token is, after each of a row's. */
  readonly lstmActivitiesOfRow: number;
  readonly decodedOfRow: number;
  /** Times that an LSTM is unrolled over; 0 without one. */
  readonly times: number;
  /** Rows of the validation part, or as many texts of one step's length as it has tokens for; and those of one hyperparameter step. */
  readonly validated: { readonly all: number; readonly step: number };
}

/** Without gains where its response has weights of its own. */
const deltaForm = { centred: 'centred', published: 'delta' } as const;

/** The layers of a run's model. @param tuned hyperparameters that are tuned */
export function layersOf(
  { model, method }: Pick<RunConfig, 'model' | 'method'>,
  data: InputShape & { readonly outputs: number; readonly tuned: number },
): readonly LayerSize[] {
  const response =
    method.name === 'stn' ? method.response : method.name === 'delta-stn' ? deltaForm[method.response] : 'none';
  return layerSizes(model, { ...data, response });
}

function slotsOf({ optimizer }: RunConfig['training']): number {
  if (optimizer.name === 'adam') return 2;
  return optimizer.momentum === 0 ? 0 : 1;
}

const nameOf = (layer: LayerSize, kind: HyperparameterKind) => `${layer.name}.${kind}`;

/** Whole channels of images are dropped, single units of everything else. */
function droppedOf({ name, shape, outputs }: LayerSize): number {
  return layerRole(name) === 'conv' ? (shape.at(-1) ?? outputs) : outputs;
}

/** Random numbers of one row: for each value of what is dropped or disturbed, or a few for an image as a whole. */
function drawsOfRow(layers: readonly LayerSize[], active: ReadonlySet<string>): number {
  const dropped = layers.filter((layer) => active.has(nameOf(layer, 'dropout')));
  const [input] = layers;
  const ofInput = (kinds: readonly HyperparameterKind[], draws: number) =>
    kinds.some((kind) => active.has(`input.${kind}`)) ? draws : 0;
  return (
    dropped.reduce((sum, layer) => sum + droppedOf(layer), 0) +
    ofInput(['gaussianNoise'], input?.outputs ?? 0) +
    ofInput(['featureDropout'], input?.outputs ?? 0) +
    ofInput(['cutoutHoles', 'cutoutLength'], 2 * mostCutoutHoles)
  );
}

/** What is drawn once for all rows: tokens of the vocabulary, and the weights from one time to the next. */
function drawsOfStep({ model }: RunConfig, { tokens }: InputShape, active: ReadonlySet<string>): number {
  if (model.kind !== 'lstm') return 0;
  const recurrent = model.lstm.reduce((sum, { width }) => sum + 4 * width * width, 0);
  return (
    (active.has('embedding.embeddingDropout') ? (tokens?.vocabulary ?? 0) : 0) +
    (active.has('recurrent.dropConnect') ? recurrent : 0)
  );
}

/** Rows that an evaluation goes through; streams of a text are read side by side, whatever their number. */
function validatedOf({ model, training }: RunConfig, { rows, tokens }: Omit<SizedData, 'form'>): RunSize['validated'] {
  if (model.kind !== 'lstm' || tokens?.isRunningText !== true) {
    return { all: rows.validation, step: Math.min(training.batchSize, rows.validation) };
  }
  const { streams } = textLayout(rows.validation, { ...training, length: model.length });
  return { all: rows.validation / model.length, step: streams };
}

/** Passes over an input by what is done to it: one movement for all geometry, one change for each colour. */
const passesOf: Readonly<Record<HyperparameterGroup, { readonly first: number; readonly each: number }>> = {
  geometry: { first: 10, each: 0 },
  colour: { first: 4, each: 8 },
  cutout: { first: 4, each: 0 },
  noise: { first: 0, each: 2 },
  dropout: { first: 0, each: 2 },
  activation: { first: 0, each: 0 },
  penalty: { first: 0, each: 0 },
};

function passesOfInput(active: ReadonlySet<string>): number {
  const kinds = hyperparameterKinds.filter((kind) => active.has(`input.${kind}`));
  const groups = new Set(kinds.map((kind) => kindTraits[kind].group));
  const first = [...groups].reduce((sum, group) => sum + passesOf[group].first, 0);
  return kinds.reduce((sum, kind) => sum + passesOf[kindTraits[kind].group].each, first);
}

export interface SizedData extends InputShape {
  readonly form: DataCard['form'];
  readonly outputs: number;
  readonly rows: PartSizes;
}

/** The numbers of a run on data of a size. @throws AppError of `settleHyperparameters` */
export function sizeOfRun(config: RunConfig, { rows, form, ...data }: SizedData): RunSize {
  const settled = settleHyperparameters(config.hyperparameters, { model: config.model, data });
  const tuned = methodConduct[config.method.name] === 'held' ? 0 : settled.tuned.length;
  const layers = layersOf(config, { ...data, tuned });
  const given = sizeOfHypernetwork(config, data);
  const active = new Set<string>([...settled.tuned.map(({ name }) => name), ...Object.keys(settled.held)]);
  const sum = (of: (layer: LayerSize) => number) => layers.reduce((total, layer) => total + of(layer), 0);
  const sumOf = (role: LayerRole, of: (layer: LayerSize) => number) =>
    sum((layer) => (layerRole(layer.name) === role ? of(layer) : 0));
  const isText = data.tokens?.isRunningText === true;
  return {
    steps: countSteps(config, rows.train, form),
    rows,
    layers,
    parameters: sum((layer) => layer.parameters),
    responseParameters: given === null ? sum((layer) => layer.responseParameters) : given.hypernetwork - given.network,
    slots: slotsOf(config.training),
    tuned,
    products: sum((layer) => layer.products),
    convProducts: sumOf('conv', (layer) => layer.products),
    // A hypernetwork learns from two draws at each step.
    respondingProducts: sum((layer) => (layer.responseParameters > 0 || given !== null ? layer.products : 0)),
    hyperWork: workOfHyperStep(config.method),
    drawsOfRow: settled.tuned.length + drawsOfRow(layers, active),
    drawsOfStep: drawsOfStep(config, data, active),
    passesOfInput: passesOfInput(active),
    activitiesOfRow: sum((layer) => layer.activities),
    convActivitiesOfRow: sumOf('conv', (layer) => layer.activities),
    lstmActivitiesOfRow: sumOf('lstm', (layer) => layer.activities),
    decodedOfRow: isText ? sumOf('output', (layer) => layer.activities) : 0,
    times: config.model.kind === 'lstm' ? (layers[0]?.outputs ?? 0) : 0,
    validated: validatedOf(config, { rows, ...data }),
  };
}

/** Bytes of everything that training changes: parameters and what the optimiser keeps beside them. */
export function stateBytes({ parameters, responseParameters, slots }: RunSize): number {
  return 4 * (parameters + responseParameters) * (1 + slots);
}
