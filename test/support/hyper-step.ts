// One hyperparameter step of a method, run by itself: on data given here, from weights given here. What it tells is the hypergradient,
// which Adam's first mean carries a tenth of.
import type { Engine, Feeds, Results } from '../../src-main/engine/engine.ts';
import { type Learner, trainingBatchInput } from '../../src-main/methods/method.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';

type Values = Float32Array | Int32Array;

export interface Batch {
  readonly x: Float32Array;
  readonly answers: Values;
}

export interface HyperStepInput {
  readonly engine: Engine;
  readonly learner: Learner;
  /** Instead of what the state begins with. */
  readonly state?: Feeds;
  readonly validation: Batch;
  /** As many as the step reads; fewer are read in turn. */
  readonly training: readonly Batch[];
  readonly learningRate?: number;
}

/** The noise that a step number 0 is fed. */
export function noiseFeeds(plan: NonNullable<Learner['hyperStep']>): Feeds {
  const noise = new CounterNoise(3);
  return Object.fromEntries(
    plan.noise.map(({ input, stream, kind, size }) => [input, noise[kind](stream, 0, new Float32Array(size))]),
  );
}

/** Where every state tensor begins. */
export function startOf(learner: Learner, state: Feeds = {}): Feeds {
  return { ...learner.initialState(new CounterNoise(1)), ...state };
}

export interface HyperStepOutcome {
  /** The validation loss that the step tells. */
  readonly loss: number;
  /** The gradient by which it moves the unconstrained hyperparameters. */
  readonly u: readonly number[];
  /** What it leaves behind. */
  readonly state: Results;
}

/** Runs the step. */
export async function hyperStepOf(input: HyperStepInput): Promise<HyperStepOutcome> {
  const { engine, learner, validation, training, learningRate = 0 } = input;
  const plan = learner.hyperStep;
  if (plan === null) throw new Error('The method has no hyperparameter step.');
  const program = await engine.compile(plan.program);
  const state = await engine.createState(learner.state, startOf(learner, input.state));
  const ahead = Array.from({ length: plan.trainingBatches?.count ?? 0 }, (_, batch) => {
    const read = training[batch % training.length];
    if (read === undefined) throw new Error('There is no training batch.');
    return { [trainingBatchInput(batch, 'x')]: read.x, [trainingBatchInput(batch, 'answers')]: read.answers };
  });
  const known: Feeds = {
    ...Object.assign({}, ...ahead),
    ...validation,
    ...noiseFeeds(plan),
    learningRate: Float32Array.of(learningRate),
  };
  const feeds = Object.fromEntries(Object.keys(plan.program.inputs).map((name) => [name, known[name] as Values]));
  const results = await program.run(state, feeds);
  const after = await state.read();
  program.dispose();
  state.dispose();
  return {
    loss: results.loss?.[0] ?? Number.NaN,
    u: Array.from(after['adam-mean/u'] ?? [], (value) => value / (1 - 0.9)),
    state: after,
  };
}
