// A TensorFlow.js backend that computes nothing: its tensors are values of a graph, its kernels record nodes. TensorFlow.js's own
// gradient functions run on it like on any other, and so the backward pass is recorded too.
import * as tf from '@tensorflow/tfjs-core';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { withBackend } from '../tfjs.ts';
import { Graph } from './graph.ts';
import { traceKernels } from './kernels/registry.ts';
import type { ConstantData, Value } from './value.ts';

const backendName = 'selftune-tracing';

class TracingBackend extends tf.KernelBackend {
  graph = new Graph();
  program = '';
  readonly #values = new WeakMap<object, Value>();

  start(program: string): void {
    this.graph = new Graph();
    this.program = program;
  }

  value({ dataId }: tf.TensorInfo): Value {
    const value = this.#values.get(dataId);
    if (value === undefined) throw new Error(`${this.program}: a tensor of another program or engine was used.`);
    return value;
  }

  /** A fresh tensor for a value: handing an input back as it is would make TensorFlow.js count its gradient twice. */
  tensorInfo(value: Value): tf.TensorInfo {
    const dataId = {};
    this.#values.set(dataId, value);
    return { dataId, shape: [...value.shape], dtype: value.type === 'int64' ? 'int32' : value.type };
  }

  override write(values: tf.BackendValues, shape: number[], dtype: tf.DataType): object {
    const dataId = {};
    this.move(dataId, values, shape, dtype);
    return dataId;
  }

  override move(dataId: object, values: tf.BackendValues, shape: number[], dtype: tf.DataType): void {
    if (dtype !== 'float32' && dtype !== 'int32' && dtype !== 'bool') {
      throw new Error(`${this.program}: a constant of type ${dtype} cannot be recorded.`);
    }
    const data = constantData(values as ArrayLike<number>, dtype);
    this.#values.set(dataId, this.graph.constant(data, { shape, type: dtype }));
  }

  override readSync(): tf.BackendValues {
    throw new Error(`${this.program}: the body reads a tensor's values, which do not exist while it is compiled.`);
  }
  override read(): Promise<tf.BackendValues> {
    return Promise.reject(new Error(`${this.program}: the body reads a tensor's values, which do not exist yet.`));
  }
  /** Values live as long as the graph: a disposed tensor may be the input of a recorded node. */
  override disposeData(): boolean {
    return true;
  }
  override numDataIds(): number {
    return 0;
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
  override dispose(): void {}
}

function constantData(values: ArrayLike<number>, dtype: 'float32' | 'int32' | 'bool'): ConstantData {
  if (dtype === 'float32') return Float32Array.from(values);
  return dtype === 'int32' ? Int32Array.from(values) : Uint8Array.from(values, Number);
}

const backend = new TracingBackend();
tf.registerBackend(backendName, () => backend, 0);
for (const [kernelName, trace] of Object.entries(traceKernels)) {
  tf.registerKernel({
    kernelName,
    backendName,
    kernelFunc: ({ inputs, attrs }) => {
      const values = Object.fromEntries(
        Object.entries(inputs).map(([name, tensor]) => [name, backend.value(tensor as tf.TensorInfo)]),
      );
      const output = trace(backend.graph, values, attrs ?? {});
      return isList(output) ? output.map((value) => backend.tensorInfo(value)) : backend.tensorInfo(output);
    },
  });
}

function isList(output: Value | readonly Value[]): output is readonly Value[] {
  return Array.isArray(output);
}

/** Hands tensors in and values out of a recording. */
export interface Tracer {
  readonly graph: Graph;
  /** A tensor that stands for a value. */
  tensorFor(value: Value): tf.Tensor;
  valueBehind(tensor: tf.Tensor): Value;
}

/**
 * Runs `body` once on the tracing backend and returns what it returns, which must hold no tensors.
 * @throws AppError `engine/unknown-kernel` when the body uses an operation that cannot be recorded
 */
export function trace<Result>(program: string, body: (tracer: Tracer) => Result): Result {
  return withBackend(backendName, () => {
    backend.start(program);
    tf.engine().startScope(program);
    try {
      return body({
        graph: backend.graph,
        tensorFor: (value) => tf.engine().makeTensorFromTensorInfo(backend.tensorInfo(value)),
        valueBehind: (tensor) => backend.value(tensor),
      });
    } catch (error) {
      throw missingKernel(program, error) ?? error;
    } finally {
      tf.engine().endScope();
    }
  });
}

/** TensorFlow.js tells of a kernel that is not there by a plain Error. */
function missingKernel(program: string, error: unknown): AppError | null {
  const kernel = /[Kk]ernel '(\w+)'/.exec(error instanceof Error ? error.message : '')?.[1];
  if (kernel === undefined) return null;
  return new AppError(
    'engine/unknown-kernel',
    `The program "${program}" uses the operation ${kernel}, which the engine "onnx" cannot compile. Choose the engine "reference", or add the kernel to src-main/engine/onnx/kernels.`,
    { program, kernel },
  );
}
