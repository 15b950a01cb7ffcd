// What each batch holds, for rows and for running texts alike: a function of the batch's number only, so that a resumed run sees what it
// would have seen. Not here: noise and learning rates (feeder), whole passes for scores (evaluate).
import { textLayout } from '../../src-shared/domain/step-count.ts';
import type { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import { BatchOrder } from '../data/batch.ts';
import type { LabelledRows, Part, PartData, TokenStream } from '../data/rows.ts';
import type { Feeds, ProgramSource } from '../engine/engine.ts';
import type { StepPlan } from '../methods/method.ts';

/** The arrays of one batch, kept from step to step. */
export interface BatchFeeds {
  readonly feeds: Feeds;
  /** Fills the arrays with batch number `draw`, counted from 0 over all epochs; what they held before is gone. */
  fill(draw: number): void;
}

/** The batches of one part. */
export interface Batches {
  /** New arrays; those of one step do not touch those of another. */
  open(): BatchFeeds;
}

/** Batches of one epoch; rows or tokens that do not fill the last one are left out. */
export function batchesPerEpoch(part: PartData<Part>, plan: StepPlan): number {
  if (part.kind === 'stream')
    return textLayout(part.count, { batchSize: plan.rows, length: lengthOf(plan.program) }).steps;
  return Math.max(1, Math.floor(part.count / plan.rows));
}

/** Arrays for rows and their answers, of the types that the part is kept in. */
export function rowArrays(
  { dtype, task, width }: Pick<LabelledRows<Part>, 'dtype' | 'task' | 'width'>,
  rows: number,
): { readonly x: Float32Array | Int32Array; readonly answers: Float32Array | Int32Array } {
  return {
    x: dtype === 'int32' ? new Int32Array(rows * width) : new Float32Array(rows * width),
    answers: task === 'classification' ? new Int32Array(rows) : new Float32Array(rows),
  };
}

/** Batches of a part for a plan's steps. Rows are shuffled anew in each epoch; a text is read on, stream by stream. */
export function batchesOf(part: PartData<Part>, plan: StepPlan, noise: CounterNoise): Batches {
  return part.kind === 'stream' ? textBatches(part, plan, noise) : rowBatches(part, plan, noise);
}

function rowBatches(rows: LabelledRows<Part>, plan: StepPlan, noise: CounterNoise): Batches {
  // One order for all steps of the part: it keeps the epoch's permutation.
  const order = new BatchOrder(noise, `${rows.part}/order`, rows.count, plan.rows);
  return {
    open: () => {
      const { x, answers } = rowArrays(rows, plan.rows);
      return { feeds: { x, answers }, fill: (draw) => rows.gather(order.batch(draw), x, answers) };
    },
  };
}

/**
 * Stream b reads its own stretch of the text from its beginning to its end, once an epoch. Where the stretches begin moves with the
 * epoch, so that the tokens that are left out are not always the same.
 */
function textBatches({ part, count, tokens }: TokenStream<Part>, plan: StepPlan, noise: CounterNoise): Batches {
  const length = lengthOf(plan.program);
  const { streams, steps } = textLayout(count, { batchSize: plan.rows, length });
  const leftOut = count - 1 - streams * steps * length;
  if (streams !== plan.rows || leftOut < 0) {
    throw new RangeError(`The ${part} text of ${count} tokens does not fill ${plan.rows} streams of ${length}.`);
  }
  const shiftOf = (epoch: number): number => {
    const [draw = 0] = noise.uniform(`${part}/shift`, epoch, new Float32Array(1));
    return Math.floor(draw * (leftOut + 1));
  };
  return {
    open: () => {
      const x = new Int32Array(streams * length);
      const answers = new Int32Array(streams * length);
      const keep = new Float32Array(1);
      return {
        feeds: { x, answers, keep },
        fill: (draw) => {
          const batch = draw % steps;
          const begin = shiftOf(Math.floor(draw / steps)) + batch * length;
          for (let stream = 0; stream < streams; stream++) {
            const from = begin + stream * steps * length;
            x.set(tokens.subarray(from, from + length), stream * length);
            answers.set(tokens.subarray(from + 1, from + 1 + length), stream * length);
          }
          keep[0] = batch === 0 ? 0 : 1;
        },
      };
    },
  };
}

/** Tokens of each stream that one call of a program reads. */
export function lengthOf({ name, inputs }: ProgramSource): number {
  const length = inputs.x?.shape[1];
  if (length === undefined) throw new Error(`The program ${name} reads no tokens.`);
  return length;
}
