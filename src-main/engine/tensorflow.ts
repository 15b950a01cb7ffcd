// TensorFlow's own library under TensorFlow.js: the CUDA way for those who have it installed. Its absence is an answer, not a failure.
import util from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { messageOf } from '../../src-shared/domain/app-error.ts';
import { createEagerEngine } from './eager.ts';
import type { Engine } from './engine.ts';

/** An engine, or a sentence that says why there is none. */
export type TensorflowOutcome = { readonly engine: Engine } | { readonly absent: string };

/** The first one drives an Nvidia card and falls back to the processor by itself. */
const packages = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'] as const;

/** Loads the first of TensorFlow's packages that loads. */
export async function createTensorflowEngine(): Promise<TensorflowOutcome> {
  provideNullTest();
  // TensorFlow's C++ side writes its start-up notes to the terminal unless told otherwise before it loads.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  const reasons: string[] = [];
  for (const name of packages) {
    try {
      await import(name);
      return { engine: createEagerEngine({ name: 'tensorflow', device: deviceInUse(), backend: 'tensorflow' }) };
    } catch (thrown) {
      reasons.push(reasonOf(name, thrown));
    }
  }
  return { absent: reasons.join(' ') };
}

function reasonOf(name: string, thrown: unknown): string {
  const [firstLine = ''] = messageOf(thrown).split('\n');
  const isMissing = thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_MODULE_NOT_FOUND';
  if (isMissing && firstLine.includes(`'${name}'`)) return `The package ${name} is not installed.`;
  return `The package ${name} could not be loaded: ${firstLine.replace(/\.$/, '')}.`;
}

function deviceInUse(): 'cuda' | 'cpu' {
  const backend = tf.findBackend('tensorflow') as { readonly isUsingGpuDevice?: boolean } | null;
  return backend?.isUsingGpuDevice === true ? 'cuda' : 'cpu';
}

/** tfjs-node 4.22 calls a function that Node 23 removed. */
function provideNullTest(): void {
  const target = util as { isNullOrUndefined?: (value: unknown) => boolean };
  target.isNullOrUndefined ??= (value) => value === null || value === undefined;
}
