// How an engine earns trust: one small training step with results worked out by hand, and the time of a larger one.
import * as tf from '@tensorflow/tfjs-core';
import type { Engine, ProgramSource, TensorData } from './engine.ts';

export type SelfTestResult =
  | {
      readonly kind: 'usable' /** Of one training step of a layer of 512 by 512, in milliseconds. */;
      readonly ms: number;
    }
  /** Not installed; nothing is broken. `reason` is a plain sentence, `detail` what the library or its driver said. */
  | { readonly kind: 'absent'; readonly reason: string; readonly detail?: string }
  | { readonly kind: 'failed'; readonly reason: string; readonly detail?: string };

/** Largest deviation from the numbers worked out by hand; graphics cards round differently. */
const tolerance = 1e-4;

/** Tries an engine out. @throws whatever the engine throws */
export async function selfTest(engine: Engine): Promise<SelfTestResult> {
  const fault = await checkByHand(engine);
  return fault === null ? { kind: 'usable', ms: await timeStep(engine) } : { kind: 'failed', reason: fault };
}

/** loss = mean(relu(x w)^2) and w next = w - rate * gradient, on `rows` examples of width `width`. */
function descent({ rows, width, rate }: { rows: number; width: number; rate: number }): ProgramSource {
  return {
    name: 'self-test',
    state: { w: { shape: [width, width], dtype: 'float32' } },
    inputs: { x: { shape: [rows, width], dtype: 'float32' } },
    body: ({ w }, { x }) => {
      const lossOf = tf.valueAndGrad((weights) =>
        tf.mean(tf.square(tf.relu(tf.matMul(x as tf.Tensor2D, weights as tf.Tensor2D)))),
      );
      const { value, grad } = lossOf(w as tf.Tensor);
      return { state: { w: tf.sub(w as tf.Tensor, tf.mul(grad, rate)) }, results: { loss: value } };
    },
  };
}

/**
 * x w = [[2, 3], [2.5, -5]], so the loss is (4 + 9 + 6.25) / 4 and the gradient at y is [[1, 1.5], [1.25, 0]]; xT times that is
 * [[4.75, 1.5], [0.75, 3]]. Half of it off w leaves nothing above zero, so the second loss is 0.
 * @returns what was wrong, or null
 */
async function checkByHand(engine: Engine): Promise<string | null> {
  const source = descent({ rows: 2, width: 2, rate: 0.5 });
  const program = await engine.compile(source);
  const state = await engine.createState(source.state, { w: Float32Array.of(1, -1, 0.5, 2) });
  try {
    const x = Float32Array.of(1, 2, 3, -1);
    const first = await program.run(state, { x });
    const { w } = await state.read();
    const second = await program.run(state, { x });
    return (
      difference('The loss', first.loss, [4.8125]) ??
      difference('The weights', w, [-1.375, -1.75, 0.125, 0.5]) ??
      difference('The second loss', second.loss, [0])
    );
  } finally {
    state.dispose();
    program.dispose();
  }
}

function difference(what: string, seen: TensorData | undefined, expected: readonly number[]): string | null {
  const isClose = expected.every((value, index) => Math.abs((seen?.[index] ?? Number.NaN) - value) <= tolerance);
  return isClose ? null : `${what} came out as ${seen === undefined ? 'nothing' : [...seen]}; expected ${expected}.`;
}

const timedWidth = 512;
const timedRuns = 5;
/** The slow reference engine is not worth more than one step. */
const timingBudgetMs = 200;

/** The fastest of a few steps; the first one, which also warms up, counts only when it took all the time there is. */
async function timeStep(engine: Engine): Promise<number> {
  const source = descent({ rows: timedWidth, width: timedWidth, rate: 0 });
  const program = await engine.compile(source);
  const values = Float32Array.from({ length: timedWidth * timedWidth }, (_, index) => ((index * 37) % 101) / 101 - 0.5);
  const state = await engine.createState(source.state, { w: values });
  try {
    const times: number[] = [];
    const started = performance.now();
    do {
      const before = performance.now();
      await program.run(state, { x: values });
      times.push(performance.now() - before);
    } while (times.length <= timedRuns && performance.now() - started < timingBudgetMs);
    return Math.min(...(times.length > 1 ? times.slice(1) : times));
  } finally {
    state.dispose();
    program.dispose();
  }
}
