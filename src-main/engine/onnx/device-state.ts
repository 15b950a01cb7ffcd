// State on a graphics card: the tensors a step gives back are fed to the next one and never leave the device.
import type { Tensor } from 'onnxruntime-node';
import { checkFeeds } from '../check-feeds.ts';
import type { EngineState, Feeds, Results, TensorData, TensorSpec, TensorSpecs } from '../engine.ts';
import { tensorOver } from './buffers.ts';

export class DeviceState implements EngineState {
  readonly specs: TensorSpecs;
  readonly #tensors = new Map<string, Tensor>();

  constructor(specs: TensorSpecs, values: Feeds) {
    this.specs = specs;
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

  async read(names: readonly string[] = Object.keys(this.specs)): Promise<Results> {
    const results: Results = {};
    for (const name of names) results[name] = ((await this.present(name).getData()) as TensorData).slice();
    return results;
  }

  async write(values: Feeds): Promise<void> {
    const specs = Object.fromEntries(Object.keys(values).map((name) => [name, this.specs[name] as TensorSpec]));
    checkFeeds('state', specs, values);
    for (const [name, data] of Object.entries(values)) {
      this.present(name).dispose();
      this.#put(name, data);
    }
  }

  dispose(): void {
    for (const tensor of this.#tensors.values()) tensor.dispose();
    this.#tensors.clear();
  }

  /** Starts in the computer's memory; the first step that reads it uploads it. */
  #put(name: string, data: TensorData): void {
    this.#tensors.set(name, tensorOver(data.slice(), this.specs[name] as TensorSpec));
  }
}
