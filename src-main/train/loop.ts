// The training loop: an async generator of what happens. It decides when to step, evaluate, log, decay, checkpoint and stop;
// what a step computes is the learner's, where its numbers live is the engine's, who listens is the trainer's.
import type { RunConfig } from '../../src-shared/domain/run-config.ts';
import type { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import type { Engine, EngineState, Results } from '../engine/engine.ts';
import type { HyperparameterReading, Learner } from '../methods/method.ts';
import { batchesPerEpoch } from './batches.ts';
import { type Course, layCourse } from './course.ts';
import { endEpoch } from './epoch-end.ts';
import { createEvaluator } from './evaluate.ts';
import type { Evaluator } from './evaluator.ts';
import type { Checkpoint, Control, TrainEvent, TrainOutcome } from './events.ts';
import { initialLoopState, type LoopState } from './loop-state.ts';
import { isFiniteEverywhere, suspect } from './non-finite.ts';
import { epochPoints, stepPoints } from './points.ts';
import { createStepper, type Stepper, type TrainingRows } from './stepper.ts';
import { compileNotice, type TextSamples, textSamples } from './text-samples.ts';
import type { TextNames } from './text-writer.ts';
import type { StepOutcome } from './unit.ts';

export interface TrainInput {
  readonly config: RunConfig;
  readonly learner: Learner;
  readonly engine: Engine;
  readonly rows: TrainingRows;
  /** Classes, 1 for a number, or the tokens of a running text. */
  readonly outputs: number;
  /** Standard deviation that regression targets were divided by; 1 for others. */
  readonly targetDeviation: number;
  /** What the tokens of a running text stand for; absent: there is none. */
  readonly text?: TextNames | undefined;
  readonly noise: CounterNoise;
  /** The state to go on from, the run's own or what it begins with; null: a new one. */
  readonly resumeFrom: Checkpoint | null;
  readonly control: Control;
  /** A clock that never goes back, in milliseconds. */
  readonly now: () => number;
  /** Called between the calls of a long evaluation. */
  readonly breathe?: (() => Promise<void>) | undefined;
}

/** Everything a running loop works with. */
interface Running extends TrainInput {
  readonly course: Course;
  readonly stepper: Stepper;
  readonly evaluator: Evaluator;
  readonly samples: TextSamples;
  readonly state: EngineState;
}

/** Milliseconds between two reports of progress. */
const progressMs = 100;

/** Trains from the start or a checkpoint until the last epoch, a stop rule, a request, or a loss that is not finite. */
export async function* train(input: TrainInput): AsyncGenerator<TrainEvent, TrainOutcome> {
  const { learner, engine, rows, config, noise, text } = input;
  const course = layCourse(learner, batchesPerEpoch(rows.train, learner.trainStep), config.training.epochs);
  const started = input.now();
  const first: Checkpoint = input.resumeFrom ?? {
    specs: learner.state,
    tensors: { ...learner.initialState(noise) },
    loop: initialLoopState(config.training.optimizer.learningRate),
  };
  const { loop } = first;
  const stepper = await createStepper({ engine, learner, rows, noise, course, before: loop.before });
  const evaluator = await createEvaluator({ ...input, rows: rows.validation, level: text?.level });
  const milliseconds = input.now() - started;
  yield { type: 'compiled', milliseconds };
  for (const { kind, text } of compileNotice('the training', milliseconds))
    yield happened(loop, epochAt(course, loop.step), kind, text);
  const state = await engine.createState(learner.state, first.tensors);
  const samples = textSamples({
    engine,
    learner,
    text: rows.train,
    names: text,
    noise,
    seconds: loop.seconds,
    now: input.now,
  });
  try {
    return yield* run({ ...input, course, stepper, evaluator, samples, state }, first);
  } finally {
    state.dispose();
    samples.dispose();
    stepper.dispose();
    evaluator.dispose();
  }
}

async function* run(running: Running, first: Checkpoint): AsyncGenerator<TrainEvent, TrainOutcome> {
  const { config, course, stepper, learner, control, now } = running;
  let loop = first.loop;
  /** The newest state known to be good, and the best one if it is not on disk yet. */
  let good = first;
  let unsavedBest: Checkpoint | null = null;
  const fail = (failure: Pick<Failure, 'loop' | 'tensors'>) =>
    failNonFinite(running, { ...failure, good, unsavedBest });
  let saveDue = now() + config.logging.checkpointSeconds * 1000;
  let progressDue = now();
  let ending: TrainOutcome | null = null;

  while (ending === null) {
    const started = now();
    const outcomes = await stepper.run(running.state, loop.step + 1, loop.learningRate);
    const seconds = (now() - started) / 1000 / outcomes.length;
    for (const outcome of outcomes) {
      loop = advance(loop, outcome, seconds);
      if (!Number.isFinite(outcome.loss)) return yield* fail({ loop, tensors: null });
      yield* tellStep(running, loop, outcome);
    }
    const { step } = loop;
    const epoch = epochAt(course, step);
    // An epoch never ends inside a unit: see Course.beginsWholeCycle.
    const isEpochEnd = course.kindOf(step) === 'train' && Number.isInteger(epoch);
    if (isEpochEnd) {
      const scores = await running.evaluator.score(running.state);
      if (!Number.isFinite(scores.loss)) return yield* fail({ loop, tensors: null });
      const reading = await read(running);
      yield { type: 'points', step, values: epochPoints({ learner, reading, loop, scores }) };
      const ended = endEpoch(loop, { config, scores, hyperparameters: named(learner, reading) });
      loop = ended.loop;
      for (const note of ended.notes) yield happened(loop, epoch, note.kind, note.text);
      if (ended.isBest) {
        const best = await capture(running, loop);
        // The score does not see every tensor: the response weights of the centred form may have failed alone.
        if (!isFiniteEverywhere(best.tensors)) return yield* fail({ loop, tensors: best.tensors });
        unsavedBest = best;
        good = best;
      }
      if (ended.stop !== null) ending = { outcome: 'finished', reason: ended.stop, loop };
    }
    ending ??= requestedEnd(control, loop, isEpochEnd);
    for (const { kind, text } of await running.samples.after(running.state, {
      loop,
      isEpochEnd,
      isEnd: ending !== null,
    }))
      yield happened(loop, epoch, kind, text);
    if (ending !== null || control.request === 'pause' || now() >= saveDue) {
      const latest = await capture(running, loop);
      if (!isFiniteEverywhere(latest.tensors)) return yield* fail({ loop, tensors: latest.tensors });
      good = latest;
      yield { type: 'checkpoint', best: unsavedBest, latest };
      unsavedBest = null;
      saveDue = now() + config.logging.checkpointSeconds * 1000;
    }
    if (ending !== null || now() >= progressDue) {
      progressDue = now() + progressMs;
      const loss = outcomes.at(-1)?.loss ?? Number.NaN;
      yield { type: 'progress', step, totalSteps: course.totalSteps, epoch, seconds: loop.seconds, loss };
    }
    if (ending === null && control.request === 'pause') await control.whenContinued();
  }
  return ending;
}

/** What one step has to say: its points when they are due, the end of warm-up. */
async function* tellStep(
  { config, course, learner }: Running,
  loop: LoopState,
  { step, readReported }: StepOutcome,
): AsyncGenerator<TrainEvent, void> {
  const { everySteps } = config.logging;
  const epoch = epochAt(course, step);
  if (step % everySteps === 0) {
    const reading = learner.read(await readReported());
    yield { type: 'points', step, values: stepPoints(learner, reading, { loop, epoch, isFirst: step === everySteps }) };
  }
  if (step === course.warmUpSteps) {
    yield happened(loop, epoch, 'warm-up', 'Warm-up is over. The hyperparameters start to move.');
  }
}

/** Epochs trained up to and with a step, with their fraction. */
function epochAt(course: Course, step: number): number {
  return course.trainStepsUpTo(step) / course.batchesPerEpoch;
}

function requestedEnd(control: Control, loop: LoopState, isEpochEnd: boolean): TrainOutcome | null {
  if (control.request === 'stop') return { outcome: 'stopped', reason: 'Stopped at once, as asked.', loop };
  if (control.request === 'finish-epoch' && isEpochEnd) {
    return { outcome: 'stopped', reason: 'Stopped at the end of an epoch, as asked.', loop };
  }
  return null;
}

function advance(loop: LoopState, { step, kind, loss }: StepOutcome, seconds: number): LoopState {
  const next = { ...loop, step, seconds: loop.seconds + seconds };
  if (kind === 'hyper') return { ...next, lastValidationLoss: loss };
  return { ...next, lastTrainLoss: loss, epochLoss: loop.epochLoss + loss, epochSteps: loop.epochSteps + 1 };
}

async function read({ learner, state }: Running): Promise<HyperparameterReading> {
  return learner.read(await state.read(learner.hyperparameterState));
}

function named(learner: Learner, reading: HyperparameterReading): Readonly<Record<string, number>> {
  return Object.fromEntries(
    learner.hyperparameters.map(({ name }, index) => [name, reading.values[index] ?? Number.NaN]),
  );
}

async function capture({ learner, state }: Running, loop: LoopState): Promise<Checkpoint> {
  return { specs: learner.state, tensors: await state.read(), loop };
}

function happened(loop: LoopState, epoch: number, kind: string, text: string): TrainEvent {
  return { type: 'event', step: loop.step, epoch, kind, text };
}

interface Failure {
  readonly loop: LoopState;
  /** The state as it is, if it was found not to be finite; null: a loss was, and the state before it has to be computed again. */
  readonly tensors: Results | null;
  readonly good: Checkpoint;
  /** `good`, when it is not on disk yet. */
  readonly unsavedBest: Checkpoint | null;
}

async function* failNonFinite(
  running: Running,
  { loop, tensors, good, unsavedBest }: Failure,
): AsyncGenerator<TrainEvent, TrainOutcome> {
  const { tensor, finding } = suspect(tensors ?? (await stateBefore(running, loop.step, good)));
  const reason =
    `${tensors === null ? 'The loss' : 'A tensor'} was no longer finite at step ${loop.step}: "${tensor}" ${finding}. ` +
    `The state of step ${good.loop.step} is kept. Lower the learning rate, set training.clipNorm, or narrow the ranges.`;
  if (unsavedBest !== null) yield { type: 'checkpoint', best: unsavedBest, latest: good };
  yield { type: 'points', step: loop.step, values: [['loss/train-step', Number.NaN]] };
  yield happened(loop, epochAt(running.course, loop.step), 'non-finite', reason);
  return { outcome: 'failed', code: 'train/non-finite', reason, loop: good.loop };
}

/** The tensors before a step, computed again from a checkpoint. */
async function stateBefore({ learner, engine, stepper }: Running, step: number, from: Checkpoint): Promise<Results> {
  const repeated = await engine.createState(learner.state, from.tensors);
  try {
    // The learning rate may have decayed since; for finding the tensor that makes no difference worth keeping a history for.
    for (let next = from.loop.step + 1; next < step; next++)
      await stepper.runAlone(repeated, next, from.loop.learningRate);
    return await repeated.read();
  } finally {
    repeated.dispose();
  }
}
