// Runs single steps: gathers the batch, fills the noise, calls the program. What a step does depends on its number and the state only.
import type { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import { BatchOrder } from '../data/batch.ts';
import type { LabelledRows } from '../data/rows.ts';
import type { Engine, EngineState, Feeds, Program } from '../engine/engine.ts';
import type { Learner, StepPlan } from '../methods/method.ts';
import type { Course } from './course.ts';

/** Training and validation rows: all that training may see. */
export interface TrainingRows {
  readonly train: LabelledRows<'train'>;
  readonly validation: LabelledRows<'validation'>;
}

export interface StepperInput {
  readonly engine: Engine;
  readonly learner: Learner;
  readonly rows: TrainingRows;
  readonly noise: CounterNoise;
  readonly course: Course;
}

export interface Stepper {
  /** Time spent compiling, by program, in milliseconds. */
  readonly compileMs: Readonly<Record<string, number>>;
  /** Runs step number `step` (from 1) and returns its loss. */
  run(state: EngineState, step: number, learningRate: number): Promise<number>;
  dispose(): void;
}

/** One compiled plan with its buffers, reused at every step. */
interface Station {
  readonly program: Program;
  readonly feed: (draw: number, step: number, learningRate: number) => Feeds;
}

/** Compiles the learner's programs and prepares their buffers. */
export async function createStepper({ engine, learner, rows, noise, course }: StepperInput): Promise<Stepper> {
  const trainOrder = new BatchOrder(noise, 'train/order', rows.train.count, learner.trainStep.rows);
  const train = await createStation(engine, learner.trainStep, rows.train, trainOrder, noise);
  const hyper =
    learner.hyperStep === null
      ? null
      : await createStation(
          engine,
          learner.hyperStep,
          rows.validation,
          new BatchOrder(noise, 'validation/order', rows.validation.count, learner.hyperStep.rows),
          noise,
        );
  return {
    compileMs: {
      train: train.program.compileMs,
      ...(hyper === null ? {} : { hyper: hyper.program.compileMs }),
    },
    run: async (state, step, learningRate) => {
      const trainSteps = course.trainStepsUpTo(step);
      const isTrain = hyper === null || course.kindOf(step) === 'train';
      const station = isTrain ? train : hyper;
      const draw = (isTrain ? trainSteps : step - trainSteps) - 1;
      const results = await station.program.run(state, station.feed(draw, step, learningRate));
      return results.loss?.[0] ?? Number.NaN;
    },
    dispose: () => {
      train.program.dispose();
      hyper?.program.dispose();
    },
  };
}

async function createStation(
  engine: Engine,
  plan: StepPlan,
  rows: TrainingRows['train'] | TrainingRows['validation'],
  order: BatchOrder,
  noise: CounterNoise,
): Promise<Station> {
  const program = await engine.compile(plan.program);
  const x = new Float32Array(plan.rows * rows.width);
  const answers = rows.task === 'classification' ? new Int32Array(plan.rows) : new Float32Array(plan.rows);
  const learningRateFeed = new Float32Array(1);
  const noiseFeeds = plan.noise.map((feed) => ({ ...feed, draws: new Float32Array(feed.size) }));
  const feeds: Feeds = {
    x,
    answers,
    ...('learningRate' in plan.program.inputs ? { learningRate: learningRateFeed } : {}),
    ...Object.fromEntries(noiseFeeds.map(({ input, draws }) => [input, draws])),
  };
  return {
    program,
    feed: (draw, step, learningRate) => {
      rows.gather(order.batch(draw), x, answers);
      learningRateFeed[0] = learningRate;
      for (const { stream, kind, draws } of noiseFeeds) {
        if (kind === 'uniform') noise.uniform(stream, step, draws);
        else noise.normal(stream, step, draws);
      }
      return feeds;
    },
  };
}
