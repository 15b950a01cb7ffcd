// State on a graphics card: the tensors a step gives back are fed to the next one and never leave the device.
import type { Tensor } from 'onnxruntime-node';
import { checkFeeds } from '../check-feeds.ts';
import type { EngineState, Feeds, Results, TensorData, TensorSpec, TensorSpecs } from '../engine.ts';
import { names as graphNames } from './record.ts';
import { tensorOver } from './tensors.ts';

/** Brings state tensors to the computer's memory. */
export interface Reader {
  /** @param tensors by their names in the graph */
  read(tensors: Readonly<Record<string, Tensor>>): Promise<Results>;
  release(): Promise<void>;
}
export type OpenReader = (specs: TensorSpecs) => Promise<Reader>;

/** What a state needs of its engine. */
export interface Surroundings {
  readonly openReader: OpenReader;
  /** Told once the tensors are gone. */
  readonly onDispose: (state: DeviceState) => void;
}

export class DeviceState implements EngineState {
  readonly specs: TensorSpecs;
  readonly #surroundings: Surroundings;
  readonly #readers = new Map<string, Promise<Reader>>();
  readonly #tensors = new Map<string, Tensor>();

  constructor(specs: TensorSpecs, values: Feeds, surroundings: Surroundings) {
    this.specs = specs;
    this.#surroundings = surroundings;
    checkFeeds('state', specs, values);
    for (const name of Object.keys(specs)) this.#put(name, values[name] as TensorData);
  }

  present(name: string): Tensor {
    const tensor = this.#tensors.get(name);
    if (tensor === undefined) throw new Error(`The state has no tensor named ${name}.`);
    return tensor;
  }

  /** Puts a step's output in the place of the present values, which are freed. */
  replace(name: string, tensor: Tensor): void {
    this.present(name).dispose();
    this.#tensors.set(name, tensor);
  }

  /** Through a session of its own: in onnxruntime-node 1.30 a tensor's getData() ends the process when the data lie on the device. */
  async read(names: readonly string[] = Object.keys(this.specs)): Promise<Results> {
    const specs = this.#specsOf(names);
    const key = names.join('\n');
    const reader = await (this.#readers.get(key) ?? this.#remember(key, this.#surroundings.openReader(specs)));
    return reader.read(Object.fromEntries(names.map((name) => [graphNames.state(name), this.present(name)])));
  }

  async write(values: Feeds): Promise<void> {
    checkFeeds('state', this.#specsOf(Object.keys(values)), values);
    for (const [name, data] of Object.entries(values)) {
      this.present(name).dispose();
      this.#put(name, data);
    }
  }

  dispose(): void {
    for (const tensor of this.#tensors.values()) tensor.dispose();
    this.#tensors.clear();
    for (const reader of this.#readers.values()) void reader.then(({ release }) => release());
    this.#readers.clear();
    this.#surroundings.onDispose(this);
  }

  #remember(key: string, reader: Promise<Reader>): Promise<Reader> {
    this.#readers.set(key, reader);
    return reader;
  }

  #specsOf(names: readonly string[]): TensorSpecs {
    return Object.fromEntries(names.map((name) => [name, this.specs[name] as TensorSpec]));
  }

  /** Starts in the computer's memory; the first step that reads it uploads it. */
  #put(name: string, data: TensorData): void {
    this.#tensors.set(name, tensorOver(data.slice(), this.specs[name] as TensorSpec));
  }
}
