// A TensorFlow.js backend that computes nothing: its tensors are values of a graph, its kernels record nodes.
// TensorFlow.js's own gradient functions run on it like on any other, and so the backward pass is recorded too.
import * as tf from '@tensorflow/tfjs-core';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { TensorSpec } from '../engine.ts';
import { withBackend } from '../tfjs.ts';
import { Graph, type Value } from './graph.ts';
import { kernels } from './kernels/registry.ts';

/** Name under which the backend is registered. */
const tracing = 'selftune-tracing';

class TracingBackend extends tf.KernelBackend {
  graph = new Graph();
  program = '';
  readonly #values = new Map<object, Value>();

  start(program: string): void {
    this.graph = new Graph();
    this.program = program;
    this.#values.clear();
  }

  value(tensor: tf.TensorInfo): Value {
    const value = this.#values.get(tensor.dataId);
    if (value === undefined) throw new Error(`${this.program}: a tensor of another program or engine was used.`);
    return value;
  }

  /** A fresh tensor for a value: handing an input back as it is would make TensorFlow.js count its gradient twice. */
  tensorInfo(value: Value): tf.TensorInfo {
    const dataId = {};
    this.#values.set(dataId, value);
    return { dataId, shape: [...value.shape], dtype: value.type === 'int64' ? 'int32' : value.type };
  }

  override write(values: tf.BackendValues | null, shape: number[], dtype: tf.DataType): object {
    const dataId = {};
    this.move(dataId, values, shape, dtype);
    return dataId;
  }
  override move(dataId: object, values: tf.BackendValues | null, shape: number[], dtype: tf.DataType): void {
    this.#values.set(dataId, this.#constant(values as ArrayLike<number>, shape, dtype));
  }
  override readSync(): tf.BackendValues {
    throw new Error(`${this.program}: the body reads a tensor's values, which do not exist while it is recorded.`);
  }
  override read(): Promise<tf.BackendValues> {
    return Promise.reject(new Error(`${this.program}: the body reads a tensor's values.`));
  }
  override disposeData(): boolean {
    // Values live as long as the graph: a disposed tensor may still be an input of recorded nodes.
    return true;
  }
  override numDataIds(): number {
    return this.#values.size;
  }
  override refCount(): number {
    return 1;
  }
  override incRef(): void {}
  override timerAvailable(): boolean {
    return false;
  }
  override floatPrecision(): 32 {
    return 32;
  }
  override epsilon(): number {
    return 1e-7;
  }
  override memory(): { unreliable: boolean } {
    return { unreliable: true };
  }
  override dispose(): void {
    this.#values.clear();
  }

  #constant(values: ArrayLike<number>, shape: readonly number[], dtype: tf.DataType): Value {
    switch (dtype) {
      case 'float32':
        return this.graph.constant(Float32Array.from(values), dtype, shape);
      case 'int32':
        return this.graph.constant(Int32Array.from(values), dtype, shape);
      case 'bool':
        return this.graph.constant(Uint8Array.from(values), dtype, shape);
      default:
        throw new Error(`${this.program}: constants of type ${dtype} cannot be recorded.`);
    }
  }
}

const backend = new TracingBackend();
tf.registerBackend(tracing, () => backend, 0);
for (const [kernelName, record] of Object.entries(kernels)) {
  tf.registerKernel({
    kernelName,
    backendName: tracing,
    kernelFunc: ({ inputs, attrs }) => {
      const tensors = Object.entries(inputs).filter(([, tensor]) => tensor !== null && tensor !== undefined);
      const output = record({
        graph: backend.graph,
        inputs: Object.fromEntries(tensors.map(([name, tensor]) => [name, backend.value(tensor as tf.TensorInfo)])),
        attrs: (attrs ?? {}) as Readonly<Record<string, unknown>>,
      });
      return 'shape' in output ? backend.tensorInfo(output) : output.map((value) => backend.tensorInfo(value));
    },
  });
}

/** Hands tensors in and values out of a recording. */
export interface Tracer {
  readonly graph: Graph;
  /** A tensor that stands for an input of the program. */
  input(name: string, spec: TensorSpec): tf.Tensor;
  valueOf(tensor: tf.Tensor): Value;
}

/**
 * Runs `body` once on the tracing backend.
 * @throws AppError `engine/unknown-kernel` when the body uses an operation that cannot be recorded
 */
export function trace<T>(program: string, body: (tracer: Tracer) => T): T {
  return withBackend(tracing, () => {
    backend.start(program);
    const tracer: Tracer = {
      graph: backend.graph,
      input: (name, { shape, dtype }) =>
        tf.engine().makeTensorFromTensorInfo(backend.tensorInfo({ name, type: dtype, shape })),
      valueOf: (tensor) => backend.value(tensor),
    };
    // A scope of our own instead of tidy, which would search the result for tensors.
    tf.engine().startScope(program);
    try {
      return body(tracer);
    } catch (error) {
      throw explained(error, program);
    } finally {
      tf.engine().endScope();
    }
  });
}

function explained(error: unknown, program: string): unknown {
  const missing = /Kernel '(\w+)' not registered/.exec(error instanceof Error ? error.message : '')?.[1];
  if (missing === undefined) return error;
  return new AppError(
    'engine/unknown-kernel',
    `The program "${program}" uses the operation ${missing}, which the onnx engine cannot record. Use the reference engine, or add the kernel to src-main/engine/onnx/kernels.`,
    { program, kernel: missing },
  );
}
