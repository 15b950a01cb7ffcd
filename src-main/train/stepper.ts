// Runs steps: fills the inputs and calls the programs. What a step does depends on its number and the state only, and so does whether it
// runs by itself or with the rest of its cycle as one program.
import type { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import type { PartData } from '../data/rows.ts';
import type { Engine, EngineState } from '../engine/engine.ts';
import type { Learner, StepPlan } from '../methods/method.ts';
import { batchesOf } from './batches.ts';
import type { Course, StepKind } from './course.ts';
import { createFeeder, type Moment } from './feeder.ts';
import type { LoopState } from './loop-state.ts';
import { createUnit, type Seat, type StepOutcome, type Unit } from './unit.ts';

/** Training and validation rows, or texts: all that training may see. */
export interface TrainingRows {
  readonly train: PartData<'train'>;
  readonly validation: PartData<'validation'>;
}

export interface StepperInput {
  readonly engine: Engine;
  readonly learner: Learner;
  readonly rows: TrainingRows;
  readonly noise: CounterNoise;
  readonly course: Course;
  /** What was done before step 1, see {@link LoopState}; absent: nothing. */
  readonly before?: LoopState['before'];
}

export interface Stepper {
  /** Time spent compiling, by program, in milliseconds. */
  readonly compileMs: Readonly<Record<string, number>>;
  /** Runs step number `step` (from 1), with the rest of its cycle where that is one program. @returns one outcome a step, in order */
  run(state: EngineState, step: number, learningRate: number): Promise<readonly StepOutcome[]>;
  /** Runs step number `step` alone. */
  runAlone(state: EngineState, step: number, learningRate: number): Promise<readonly StepOutcome[]>;
  dispose(): void;
}

/** Longer cycles run step by step: their program would take longer to compile, and each step would gain less. */
const longestJoined = 4;
/** A joined cycle also holds the states between its steps; from 32 MB on that is much memory for what little is saved. */
const largestJoinedState = 2 ** 23;
/**
 * A joined cycle of more operations takes seconds to compile, as long as its steps together, and saves milliseconds in each: too little
 * beside what so many operations take. Cycles of perceptrons and convolutions have 800 to 3,200 of them, of LSTMs over 35 tokens 7,400
 * and more.
 */
const mostJoinedOperations = 5_000;

/** Compiles the learner's programs and prepares their inputs. */
export async function createStepper(input: StepperInput): Promise<Stepper> {
  const { engine, learner, course, before = { steps: 0, epochs: 0 } } = input;
  // In whole epochs, so that each epoch still reads all rows, and a text from its beginning.
  const trainedBefore = before.epochs * course.batchesPerEpoch;
  const movedBefore = Math.max(0, before.steps - trainedBefore);
  const newSeat = seating(input);
  const open = (...seats: readonly Seat[]) => createUnit(engine, seats, learner.hyperparameterState);
  const train = await open(newSeat('train', learner.trainStep));
  const hyper = learner.hyperStep === null ? null : await open(newSeat('hyper', learner.hyperStep));
  const alone = hyper === null ? [train] : [train, hyper];
  const cycle = isWorthJoining(input, alone) ? await open(...cycleSeats(course.cycle, { alone, newSeat })) : null;
  const units = cycle === null ? alone : [...alone, cycle];

  const momentOf = (step: number, learningRate: number): Moment => {
    const trained = course.trainStepsUpTo(step - 1);
    const trainingDraw = trainedBefore + trained;
    return {
      step,
      noiseStep: before.steps + step,
      draw: course.kindOf(step) === 'train' ? trainingDraw : movedBefore + step - 1 - trained,
      trainingDraw,
      place: { step: trained, epoch: trained / course.batchesPerEpoch },
      learningRate,
    };
  };
  const runUnit = ({ seats, run }: Unit, state: EngineState, first: Pick<Moment, 'step' | 'learningRate'>) =>
    run(
      state,
      seats.map((_, position) => momentOf(first.step + position, first.learningRate)),
    );
  const runAlone: Stepper['runAlone'] = (state, step, learningRate) =>
    runUnit(course.kindOf(step) === 'hyper' && hyper !== null ? hyper : train, state, { step, learningRate });
  return {
    compileMs: Object.fromEntries(units.map(({ name, compileMs }) => [name, compileMs])),
    run: (state, step, learningRate) =>
      cycle !== null && course.beginsWholeCycle(step)
        ? runUnit(cycle, state, { step, learningRate })
        : runAlone(state, step, learningRate),
    runAlone,
    dispose: () => {
      for (const unit of units) unit.dispose();
    },
  };
}

/** @param alone the cycle's steps, each compiled by itself */
function isWorthJoining({ engine, learner, course }: StepperInput, alone: readonly Unit[]): boolean {
  const { cycle, warmUpSteps, totalSteps, beginsWholeCycle } = course;
  const sizes = Object.values(learner.state).map(({ shape }) => shape.reduce((size, extent) => size * extent, 1));
  const isSmall = sizes.reduce((total, size) => total + size, 0) <= largestJoinedState;
  // The first cycle begins with an epoch: if that one is cut by the epoch's end, all are.
  const hasWholeCycle = warmUpSteps < totalSteps && beginsWholeCycle(warmUpSteps + 1);
  if (!engine.handsStateOver || !isSmall || !hasWholeCycle || cycle.length <= 1 || cycle.length > longestJoined) {
    return false;
  }
  const operationsOf = (kind: StepKind) => alone.find(({ seats }) => seats[0]?.kind === kind)?.operations ?? 0;
  return cycle.reduce((total, kind) => total + operationsOf(kind), 0) <= mostJoinedOperations;
}

type NewSeat = (kind: StepKind, plan: StepPlan) => Seat;

/** Makes seats; those of one kind draw from one order of batches. */
function seating({ learner: { trainStep, hyperStep }, rows, noise }: StepperInput): NewSeat {
  const train = batchesOf(rows.train, trainStep, noise);
  const hyper = hyperStep === null ? train : batchesOf(rows.validation, hyperStep, noise);
  const ahead = hyperStep?.trainingBatches;
  if (ahead !== undefined && ahead.rows !== trainStep.rows) {
    throw new Error(
      `The step reads training batches of ${ahead.rows} rows, and training steps read ${trainStep.rows}.`,
    );
  }
  // An order of its own: at an epoch's end it is an epoch ahead, and an order keeps the permutation of one epoch only.
  const trainingBatches = ahead === undefined ? train : batchesOf(rows.train, trainStep, noise);
  return (kind, plan) => ({
    kind,
    plan,
    feeder: createFeeder(plan, { batches: kind === 'train' ? train : hyper, trainingBatches, noise }),
  });
}

/** Seats of a whole cycle: those of the lone steps, whose arrays then serve both, and new ones for what is missing. */
function cycleSeats(
  kinds: readonly StepKind[],
  { alone, newSeat }: { readonly alone: readonly Unit[]; readonly newSeat: NewSeat },
): readonly Seat[] {
  const loneSeats = alone.flatMap(({ seats }) => seats);
  return kinds.map((kind, position) => {
    const lone = loneSeats.find((seat) => seat.kind === kind);
    if (lone === undefined) throw new Error(`The course has ${kind} steps, the learner has none.`);
    return kinds.indexOf(kind) === position ? lone : newSeat(kind, lone.plan);
  });
}
