// State in the computer's own memory: two buffers a tensor, swapped by the programs that write it, so that a step allocates nothing.
import type { Tensor } from 'onnxruntime-node';
import { checkFeeds } from '../check-feeds.ts';
import type { EngineState, Feeds, Results, TensorData, TensorSpec, TensorSpecs } from '../engine.ts';
import { dataOf, emptyTensor } from './tensors.ts';

/** The present values of one state tensor, and where a step writes the next ones (allocated by the first program that does). */
export interface Buffers {
  readonly spec: TensorSpec;
  present: Tensor;
  next: Tensor | null;
}

export class HostState implements EngineState {
  readonly specs: TensorSpecs;
  readonly #buffers: ReadonlyMap<string, Buffers>;

  constructor(specs: TensorSpecs, values: Feeds) {
    this.specs = specs;
    this.#buffers = new Map(
      Object.entries(specs).map(([name, spec]) => [name, { spec, present: emptyTensor(spec), next: null }]),
    );
    checkFeeds('state', specs, values);
    this.#set(values);
  }

  /** The buffers of one tensor; the same object for the life of the state. @throws Error when there is no such tensor */
  buffers(name: string): Buffers {
    const buffers = this.#buffers.get(name);
    if (buffers === undefined) throw new Error(`The state has no tensor named "${name}".`);
    return buffers;
  }

  async read(names: readonly string[] = Object.keys(this.specs)): Promise<Results> {
    return Object.fromEntries(names.map((name) => [name, dataOf(this.buffers(name).present).slice()]));
  }

  async write(values: Feeds): Promise<void> {
    checkFeeds('state', Object.fromEntries(Object.keys(values).map((name) => [name, this.buffers(name).spec])), values);
    this.#set(values);
  }

  /** Memory goes with the object; there is nothing to hand back. */
  dispose(): void {}

  #set(values: Feeds): void {
    for (const name of Object.keys(this.specs)) {
      const data: TensorData | undefined = values[name];
      if (data !== undefined) dataOf(this.buffers(name).present).set(data);
    }
  }
}
