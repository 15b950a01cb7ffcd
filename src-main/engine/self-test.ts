// How an engine earns trust: one small training step with results worked out by hand, and the time of a larger one.
import * as tf from '@tensorflow/tfjs-core';
import type { Engine, ProgramSource, TensorData } from './engine.ts';

export type SelfTestResult =
  | { readonly isUsable: true; /** Of one training step of a layer of 512 by 512, in milliseconds. */ readonly ms: number }
  | { readonly isUsable: false; readonly error: string };

/** Largest deviation from the numbers worked out by hand; graphics cards round differently. */
const tolerance = 1e-4;

/** Tries an engine out. Failures of any kind are answers, never thrown. */
export async function selfTest(engine: Engine): Promise<SelfTestResult> {
  try {
    const fault = await checkByHand(engine);
    return fault === null ? { isUsable: true, ms: await timeStep(engine) } : { isUsable: false, error: fault };
  } catch (thrown) {
    return { isUsable: false, error: thrown instanceof Error ? thrown.message : String(thrown) };
  }
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

/** The fastest of a few steps, after one that does not count. */
async function timeStep(engine: Engine): Promise<number> {
  const source = descent({ rows: timedWidth, width: timedWidth, rate: 0 });
  const program = await engine.compile(source);
  const values = Float32Array.from({ length: timedWidth * timedWidth }, (_, index) => ((index * 37) % 101) / 101 - 0.5);
  const state = await engine.createState(source.state, { w: values });
  try {
    let best = Number.POSITIVE_INFINITY;
    for (let run = 0; run <= timedRuns; run++) {
      const started = performance.now();
      await program.run(state, { x: values });
      if (run > 0) best = Math.min(best, performance.now() - started);
    }
    return best;
  } finally {
    state.dispose();
    program.dispose();
  }
}
