// The inputs of one step: the arrays, kept from step to step, and how they are filled. Not here: the programs they are fed to.
import type { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import type { Feeds } from '../engine/engine.ts';
import { type StepPlan, type TrainingPlace, trainingBatchInput } from '../methods/method.ts';
import type { Batches } from './batches.ts';

/** What decides all inputs of a step. */
export interface Moment {
  readonly step: number;
  /** Number of its noise: `step` counts from where the run began, this from where the first of the runs that led to it did. */
  readonly noiseStep: number;
  /** Number of its own batch, counted from 0 over all epochs. */
  readonly draw: number;
  /** Number of the batch that the next training step reads; a training step's own is its `draw`. */
  readonly trainingDraw: number;
  readonly place: TrainingPlace;
  readonly learningRate: number;
}

export interface Feeder {
  readonly feeds: Feeds;
  /** Fills the arrays for one step; what they held before is gone. */
  fill(moment: Moment): void;
}

/**
 * Allocates the inputs of a plan.
 * @param batches what each step sees of the data
 * @param trainingBatches the training data, for steps that look ahead
 */
export function createFeeder(
  plan: StepPlan,
  {
    batches,
    trainingBatches,
    noise,
  }: { readonly batches: Batches; readonly trainingBatches: Batches; readonly noise: CounterNoise },
): Feeder {
  const parts = [
    ownBatch(batches),
    learningRateOf(plan),
    noiseOf(plan, noise),
    aheadOf(plan, trainingBatches),
    scheduledOf(plan),
  ];
  return {
    feeds: Object.assign({}, ...parts.map(({ feeds }) => feeds)) as Feeds,
    fill: (moment) => {
      for (const { fill } of parts) fill(moment);
    },
  };
}

function ownBatch(batches: Batches): Feeder {
  const { feeds, fill } = batches.open();
  return { feeds, fill: ({ draw }) => fill(draw) };
}

function learningRateOf({ program }: StepPlan): Feeder {
  const feed = new Float32Array(1);
  return {
    feeds: 'learningRate' in program.inputs ? { learningRate: feed } : {},
    fill: ({ learningRate }) => {
      feed[0] = learningRate;
    },
  };
}

function noiseOf(plan: StepPlan, noise: CounterNoise): Feeder {
  const feeds = plan.noise.map((feed) => ({ ...feed, draws: new Float32Array(feed.size) }));
  return {
    feeds: Object.fromEntries(feeds.map(({ input, draws }) => [input, draws])),
    fill: ({ noiseStep }) => {
      for (const { stream, kind, draws } of feeds) {
        if (kind === 'uniform') noise.uniform(stream, noiseStep, draws);
        else noise.normal(stream, noiseStep, draws);
      }
    },
  };
}

/** The batches that the next training steps read. Past an epoch's end they are those of the next one, past the last epoch too. */
function aheadOf({ trainingBatches }: StepPlan, batches: Batches): Feeder {
  const opened = Array.from({ length: trainingBatches?.count ?? 0 }, () => batches.open());
  return {
    feeds: Object.fromEntries(
      opened.flatMap(({ feeds }, ahead) =>
        (['x', 'answers'] as const).map((input) => [trainingBatchInput(ahead, input), feeds[input]]),
      ),
    ) as Feeds,
    fill: ({ trainingDraw }) => {
      for (const [ahead, { fill }] of opened.entries()) fill(trainingDraw + ahead);
    },
  };
}

function scheduledOf({ scheduled }: StepPlan): Feeder {
  const feeds = (scheduled?.inputs ?? []).map((input) => [input, new Float32Array(1)] as const);
  return {
    feeds: Object.fromEntries(feeds),
    fill: ({ place }) => {
      if (scheduled === undefined) return;
      const values = scheduled.at(place);
      for (const [index, [, feed]] of feeds.entries()) feed[0] = values[index] ?? Number.NaN;
    },
  };
}
