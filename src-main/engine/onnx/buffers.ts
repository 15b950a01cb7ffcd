// State in the computer's own memory: two buffers a tensor, swapped by the programs that write it. A step allocates nothing.
import { Tensor } from 'onnxruntime-node';
import { checkFeeds } from '../check-feeds.ts';
import type { EngineState, Feeds, Results, TensorData, TensorSpec, TensorSpecs } from '../engine.ts';
import { sizeOf } from './graph.ts';

/** A tensor over an array; both share the memory. */
export function tensorOver(data: TensorData, { shape, dtype }: TensorSpec): Tensor {
  return new Tensor(dtype, data, [...shape]);
}

/** A tensor of zeros over an array of its own. */
export function emptyTensor(spec: TensorSpec): Tensor {
  const size = sizeOf(spec.shape);
  return tensorOver(spec.dtype === 'int32' ? new Int32Array(size) : new Float32Array(size), spec);
}

/** The present values of one state tensor, and the place where a step writes the next ones. */
interface Pair {
  readonly spec: TensorSpec;
  present: Tensor;
  /** Allocated at the first write. */
  next: Tensor | null;
}

export class BufferState implements EngineState {
  readonly specs: TensorSpecs;
  readonly #pairs: Map<string, Pair>;

  constructor(specs: TensorSpecs, values: Feeds) {
    checkFeeds('state', specs, values);
    this.specs = specs;
    this.#pairs = new Map(
      Object.entries(specs).map(([name, spec]) => [
        name,
        { spec, present: tensorOver((values[name] as TensorData).slice(), spec), next: null },
      ]),
    );
  }

  present(name: string): Tensor {
    return this.#pair(name).present;
  }

  next(name: string): Tensor {
    const pair = this.#pair(name);
    pair.next ??= emptyTensor(pair.spec);
    return pair.next;
  }

  /** Makes the written values the present ones. */
  swap(names: readonly string[]): void {
    for (const name of names) {
      const pair = this.#pair(name);
      const written = this.next(name);
      pair.next = pair.present;
      pair.present = written;
    }
  }

  async read(names: readonly string[] = Object.keys(this.specs)): Promise<Results> {
    return Object.fromEntries(names.map((name) => [name, (this.present(name).data as TensorData).slice()]));
  }

  async write(values: Feeds): Promise<void> {
    const specs = Object.fromEntries(Object.keys(values).map((name) => [name, this.#pair(name).spec]));
    checkFeeds('state', specs, values);
    for (const [name, data] of Object.entries(values)) (this.present(name).data as TensorData).set(data);
  }

  dispose(): void {
    this.#pairs.clear();
  }

  #pair(name: string): Pair {
    const pair = this.#pairs.get(name);
    if (pair === undefined) throw new Error(`The state has no tensor named ${name}.`);
    return pair;
  }
}
