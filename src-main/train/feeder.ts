// The inputs of one step: the arrays, kept from step to step, and how they are filled. Not here: the programs they are fed to.
import type { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import type { Feeds } from '../engine/engine.ts';
import type { StepPlan } from '../methods/method.ts';
import type { Batches } from './batches.ts';

export interface Moment {
  readonly step: number;
  /** Steps of this kind before this one. */
  readonly draw: number;
  readonly learningRate: number;
}

export interface Feeder {
  readonly feeds: Feeds;
  /** Fills the arrays for one step; what they held before is gone. */
  fill(moment: Moment): void;
}

/** Allocates the inputs of a plan. @param batches what each step sees of the data */
export function createFeeder(
  plan: StepPlan,
  { batches, noise }: { readonly batches: Batches; readonly noise: CounterNoise },
): Feeder {
  const batch = batches.open();
  const learningRateFeed = new Float32Array(1);
  const noiseFeeds = plan.noise.map((feed) => ({ ...feed, draws: new Float32Array(feed.size) }));
  return {
    feeds: {
      ...batch.feeds,
      ...('learningRate' in plan.program.inputs ? { learningRate: learningRateFeed } : {}),
      ...Object.fromEntries(noiseFeeds.map(({ input, draws }) => [input, draws])),
    },
    fill: ({ step, draw, learningRate }) => {
      batch.fill(draw);
      learningRateFeed[0] = learningRate;
      for (const { stream, kind, draws } of noiseFeeds) {
        if (kind === 'uniform') noise.uniform(stream, step, draws);
        else noise.normal(stream, step, draws);
      }
    },
  };
}
