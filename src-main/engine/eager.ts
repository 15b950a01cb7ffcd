// An engine that runs a program's body anew at every step on a TensorFlow.js backend. Two engines are made of it: reference and tensorflow.
import * as tf from '@tensorflow/tfjs-core';
import type { DeviceName, EngineName } from '../../src-shared/domain/run-config.ts';
import { checkFeeds } from './check-feeds.ts';
import type {
  Engine,
  EngineState,
  Feeds,
  NamedTensors,
  Program,
  ProgramSource,
  Results,
  TensorData,
  TensorSpec,
  TensorSpecs,
} from './engine.ts';
import { withBackend } from './tfjs.ts';

/** State of an eager engine: tensors of its backend. */
class EagerState implements EngineState {
  readonly specs: TensorSpecs;
  readonly tensors: Map<string, tf.Tensor>;
  readonly #backend: string;

  constructor(backend: string, specs: TensorSpecs, values: Feeds) {
    checkFeeds('state', specs, values);
    this.#backend = backend;
    this.specs = specs;
    this.tensors = withBackend(
      backend,
      () =>
        new Map(
          Object.entries(specs).map(([name, spec]) => [name, tf.keep(toTensor(values[name] as TensorData, spec))]),
        ),
    );
  }

  async read(names: readonly string[] = Object.keys(this.specs)): Promise<Results> {
    return withBackend(this.#backend, () => Object.fromEntries(names.map((name) => [name, toData(this.tensor(name))])));
  }

  async write(values: Feeds): Promise<void> {
    withBackend(this.#backend, () => {
      for (const [name, data] of Object.entries(values)) this.replace(name, toTensor(data, this.spec(name)));
    });
  }

  dispose(): void {
    for (const tensor of this.tensors.values()) tensor.dispose();
    this.tensors.clear();
  }

  tensor(name: string): tf.Tensor {
    const tensor = this.tensors.get(name);
    if (tensor === undefined) throw new Error(`The state has no tensor named ${name}.`);
    return tensor;
  }

  replace(name: string, tensor: tf.Tensor): void {
    this.tensors.get(name)?.dispose();
    this.tensors.set(name, tf.keep(tensor));
  }

  spec(name: string): TensorSpec {
    const spec = this.specs[name];
    if (spec === undefined) throw new Error(`The state has no tensor named ${name}.`);
    return spec;
  }
}

function toTensor(data: TensorData, { shape, dtype }: TensorSpec): tf.Tensor {
  // A copy: TensorFlow.js keeps the array it is given, and callers reuse theirs.
  return tf.tensor(data.slice(), [...shape], dtype);
}

function toData(tensor: tf.Tensor): TensorData {
  const data = tensor.dataSync();
  return tensor.dtype === 'int32' ? Int32Array.from(data) : Float32Array.from(data);
}

/**
 * An engine on a registered TensorFlow.js backend.
 * @param backend name under which the backend is registered
 */
export function createEagerEngine({
  name,
  device,
  backend,
}: {
  readonly name: EngineName;
  readonly device: DeviceName;
  readonly backend: string;
}): Engine {
  return {
    name,
    device,
    handsStateOver: false,
    createState: async (specs, values) => new EagerState(backend, specs, values),
    compile: async (source) => eagerProgram(backend, source),
    dispose: async () => undefined,
  };
}

function eagerProgram(backend: string, source: ProgramSource): Program {
  return {
    name: source.name,
    compileMs: 0,
    run: async (state, feeds) => {
      if (!(state instanceof EagerState)) throw new Error('The state belongs to another engine.');
      checkFeeds(source.name, source.inputs, feeds);
      return withBackend(backend, () => step(source, state, feeds));
    },
    dispose: () => undefined,
  };
}

function step(source: ProgramSource, state: EagerState, feeds: Feeds): Results {
  const { next, results } = tf.tidy(() => {
    const tensors: NamedTensors = Object.fromEntries(
      Object.keys(source.state).map((name) => [name, state.tensor(name)]),
    );
    const inputs: NamedTensors = Object.fromEntries(
      Object.entries(source.inputs).map(([name, spec]) => [name, toTensor(feeds[name] as TensorData, spec)]),
    );
    const body = source.body(tensors, inputs);
    return {
      // Kept under a name of their own: a body may hand a state tensor back as it is, and replacing disposes the old one.
      next: Object.fromEntries(Object.entries(body.state).map(([name, tensor]) => [name, tf.keep(tf.clone(tensor))])),
      results: Object.fromEntries(Object.entries(body.results).map(([name, tensor]) => [name, toData(tensor)])),
    };
  }) as unknown as { readonly next: Record<string, tf.Tensor>; readonly results: Results };
  for (const [name, tensor] of Object.entries(next)) state.replace(name, tensor);
  return results;
}
