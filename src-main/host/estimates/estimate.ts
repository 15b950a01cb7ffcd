// What a run will cost, told before it starts. The constants were measured on a processor with two cores; the time is put right by
// what finished runs of this machine took (calibration).
import type { Estimates } from '../../../src-shared/contract/plan.ts';
import type { RunConfig } from '../../../src-shared/domain/run-config.ts';
import { type RunSize, stateBytes } from './run-size.ts';

/** Seconds of any step, however small: calling the engine, filling its inputs. */
const secondsOfStep = 0.65e-3;
/** Multiplications and additions that one core does in a second, and the cores that one step can use. */
const operationsPerCore = 43e9;
const mostCores = 8;
/** Seconds for one random number on its way into a step. */
const secondsOfDraw = 12e-9;
/** Products of convolutions are larger than those of dense layers and stay in the cache: they take this share of the time. */
const shareOfConvolution = 0.25;
/** Seconds for one activity of a convolution in a training step: what is not multiplied but moved, pooled, dropped, derived. */
const secondsOfActivity = 20e-9;
/** The shares of it that a hyperparameter step and an evaluation have. */
const activityOfHyper = 0.6;
const activityOfEvaluation = 0.2;
/** So do those of LSTMs, which are taken for all times and gates at once. */
const shareOfRecurrence = 0.4;
/** Seconds for one activity of an LSTM layer in a training step: its curves, what is dropped, and the way back. */
const secondsOfGate = 12e-9;
/** Seconds for how likely one token is after another, in a training step: exponential, sum, and the way back. */
const secondsOfLikelihood = 3e-9;
/** The share of both that a pass forwards has. */
const shareForwards = 0.35;
/** Seconds to unroll an LSTM over one time before the first step. */
const secondsOfUnrolling = 0.05;
/** Seconds to go through one value of an input once, for augmentation. */
const secondsOfPass = 1.5e-9;
/** Seconds to move one parameter once, by what the optimiser keeps for it: none, one or two values. */
const secondsOfMove = [3e-9, 5e-9, 9e-9];
/** State beyond this many bytes does not fit into a processor's cache, and moving it becomes so many times slower. */
const cacheBytes = 32e6;
const slowdownBeyondCache = 4;
/** Reading data, compiling the steps, ending: what a run takes beside its steps. */
const secondsOfStart = 1.2;

/** Bytes of checkpoints that are read from the engine and put on the disk in a second. */
const checkpointBytesPerSecond = 40e6;

/** A pass forwards costs two operations for each product and row, a gradient four; the response doubles both. */
const forward = 2;
const withGradient = 6;

/** Bytes of the trainer's process before any data, with an engine loaded. */
const runtimeBytes = 152e6;
/** The state is held by the engine twice, and in checkpoints on their way to the disk; measured at the peak. */
const copiesOfState = 7.5;
/** Activities are kept for the gradient, for the network and its response. */
const copiesOfActivities = 6;
/** Those of convolutions are also spread out for the products; measured at the peak, with what the engine holds for them besides. */
const copiesOfConvActivities = 10;
const convolutionBytes = 65e6;
/** Those of LSTMs are shared where they can be; the unrolled steps take room of their own. */
const copiesOfRecurrentActivities = 4;
const recurrentBytes = 45e6;

/** Bytes of a checkpoint beside its tensors: a description of each, and the losses so far. */
const bytesOfTensorHeader = 100;
const bytesOfEpochHistory = 20;
/** Of one logged number, packed, with its outlines for plots. */
const bytesOfPoint = 7;

/** Seconds of single steps on a machine, and of scoring the validation rows once. */
export interface StepSeconds {
  readonly train: number;
  readonly hyper: number;
  readonly evaluation: number;
}

/** Seconds of steps as the constants have them. */
export function stepSeconds(size: RunSize, cores: number): StepSeconds {
  const { parameters, responseParameters, steps, slots, validated } = size;
  const speed = operationsPerCore * Math.min(cores, mostCores);
  const saved = (1 - shareOfConvolution) * size.convProducts;
  const products = size.products - saved;
  const responding = size.responseParameters > 0 ? size.respondingProducts - saved : 0;
  const share = size.times > 0 ? shareOfRecurrence : 1;
  const operations = (each: number, rows: number, ofRow: number) => (share * each * rows * ofRow) / speed;
  const activities = (rows: number, shareOfConv: number, shareOfLstm: number) =>
    rows *
    (shareOfConv * size.convActivitiesOfRow * secondsOfActivity +
      shareOfLstm * (size.lstmActivitiesOfRow * secondsOfGate + size.decodedOfRow * secondsOfLikelihood));
  const beyondCache = (stateBytes(size) / (stateBytes(size) + cacheBytes)) ** 2;
  const move =
    (parameters + responseParameters) * (secondsOfMove[slots] ?? 0) * (1 + slowdownBeyondCache * beyondCache);
  const disturb = size.drawsOfRow * secondsOfDraw + size.passesOfInput * (size.layers[0]?.inputs ?? 0) * secondsOfPass;
  const train =
    secondsOfStep +
    operations(withGradient, steps.batch, products + responding) +
    activities(steps.batch, 1, 1) +
    steps.batch * disturb +
    size.drawsOfStep * secondsOfDraw +
    move;
  return {
    train,
    // No gradient of the weights: a pass forwards and one back, of a network whose response doubles both.
    hyper:
      size.hyperWork === null
        ? secondsOfStep +
          operations(2 * forward, validated.step, products + responding) +
          activities(validated.step, activityOfHyper, 1)
        : size.hyperWork * train,
    evaluation:
      secondsOfStep +
      operations(forward, validated.all, products) +
      activities(validated.all, activityOfEvaluation, shareForwards),
  };
}

/** Bytes of one checkpoint. */
export function checkpointBytes(size: RunSize, epochs: number): number {
  // Weight and bias, and for a response its own and its map.
  const weighted = size.layers.filter(({ parameters }) => parameters > 0).length;
  const tensors = weighted * (size.responseParameters > 0 ? 5 : 2) * (1 + size.slots);
  return stateBytes(size) + bytesOfTensorHeader * (tensors + 5) + bytesOfEpochHistory * epochs;
}

/** Numbers that a run logs. */
export function pointCount({ steps, tuned }: RunSize, { training, logging, method }: RunConfig): number {
  const movesScales = (method.name === 'stn' || method.name === 'delta-stn') && method.tuneScales;
  const logged = Math.floor((steps.train + steps.hyper) / logging.everySteps);
  const ofStep = 3 + (steps.hyper > 0 ? 1 : 0) + tuned * (movesScales ? 2 : 1);
  const ofEpoch = 6 + 2 * tuned;
  return logged * ofStep + training.epochs * ofEpoch;
}

/** What finished runs of this machine say about the constants. */
export interface Calibration {
  /** Measured over predicted time of steps, as far as it carries over to this size. */
  readonly factor: number;
  /** Finished runs that this is the middle of; 0: none, the factor is 1. */
  readonly runs: number;
  /** How near they are in size: 1 as good as the same, 0 says nothing. */
  readonly closeness: number;
}

export interface EstimateRequest {
  readonly config: RunConfig;
  readonly size: RunSize;
  /** Bytes of the data set's rows in memory. */
  readonly dataBytes: number;
  readonly cores: number;
  readonly calibration: Calibration;
}

/** How far a guess and a calibrated estimate reach up and down. */
const reachOfGuess = 3;
const reachOfCalibrated = 1.5;

function basisOf({ calibration: { runs, closeness }, cores }: EstimateRequest): string {
  if (runs === 0) {
    return `A guess from the size of the model and ${cores} ${cores === 1 ? 'core' : 'cores'}: no run of this kind has finished on this machine yet.`;
  }
  const size = closeness < 1 ? ' of another size' : '';
  return `From the size of the model and the speed of ${runs === 1 ? 'a finished run' : `${runs} finished runs`}${size} on this machine.`;
}

/** Memory, time and disk of one run. */
export function estimateRun(request: EstimateRequest): Estimates {
  const { config, size, dataBytes, cores, calibration } = request;
  const { steps } = size;
  const { epochs, patience } = config.training;
  const seconds = stepSeconds(size, cores);
  const trained = calibration.factor * (steps.train * seconds.train + steps.hyper * seconds.hyper);
  const scored = calibration.factor * epochs * seconds.evaluation;
  const checkpoint = checkpointBytes(size, epochs);
  // The last state whenever it is due and at the end; the best one with it, if an epoch has ended since.
  const due = Math.ceil((trained + scored) / config.logging.checkpointSeconds);
  const saved = ((due + Math.min(due, epochs)) * checkpoint) / checkpointBytesPerSecond;
  const total = secondsOfStart + size.times * secondsOfUnrolling + trained + scored + saved;
  const reach = reachOfGuess * (reachOfCalibrated / reachOfGuess) ** calibration.closeness;
  // A run that waits for improvement may end as soon as it has waited once.
  const earliest = patience === null ? 1 : Math.min(1, (patience + 1) / epochs);
  // The last two states are kept; a run that ends before a second one is due has one.
  const checkpoints = total > config.logging.checkpointSeconds ? 3 : 2;
  const others = size.activitiesOfRow - size.convActivitiesOfRow;
  const isRecurrent = size.times > 0;
  const copies = isRecurrent ? copiesOfRecurrentActivities : copiesOfActivities;
  const values = copies * others + copiesOfConvActivities * size.convActivitiesOfRow;
  // The batch itself stands beside the first layer's copies.
  const activities = 4 * steps.batch * (values + copiesOfActivities * (size.layers[0]?.inputs ?? 0));
  const engine =
    runtimeBytes + (size.convActivitiesOfRow > 0 ? convolutionBytes : 0) + (isRecurrent ? recurrentBytes : 0);
  return {
    memoryBytes: Math.round(engine + copiesOfState * stateBytes(size) + dataBytes + activities),
    seconds: [(earliest * total) / reach, total * reach],
    diskBytes: Math.round(checkpoints * checkpoint + bytesOfPoint * pointCount(size, config)),
    basis: basisOf(request),
  };
}
