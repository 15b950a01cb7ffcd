// Runs a compiled program on state that stays on a graphics card.
import type { Tensor } from 'onnxruntime-node';
import { checkFeeds } from '../check-feeds.ts';
import type { Feeds, Results, TensorData } from '../engine.ts';
import type { Compiled } from './compile.ts';
import type { DeviceState } from './device-state.ts';
import { type Port, packedNames } from './pack.ts';
import { dataOf, tensorOver } from './tensors.ts';

/** A function that advances a state by one step. */
export function deviceRunner(compiled: Compiled): (state: DeviceState, feeds: Feeds) => Promise<Results> {
  const { session, source } = compiled;
  const resultsIn = resultsReader(compiled);
  return async (state, feeds) => {
    checkFeeds(source.name, source.inputs, feeds);
    const tensors: Record<string, Tensor> = {};
    for (const { name, graphName } of compiled.state) tensors[graphName] = state.present(name);
    for (const { name, graphName, spec } of compiled.inputs) {
      tensors[graphName] = tensorOver(feeds[name] as TensorData, spec);
    }
    const outputs = await session.run(tensors);
    for (const { name, graphName } of compiled.next) state.replace(name, outputs[graphName] as Tensor);
    return resultsIn(outputs);
  };
}

/** A function that finds a program's results, packed or not, in what its session gives out, and copies them. */
export function resultsReader({ results, exits }: Compiled): (outputs: Readonly<Record<string, unknown>>) => Results {
  // Of results only; the state never leaves.
  const places = new Map(exits.packed.map((port) => [port.name, port]));
  return (outputs) => {
    const resultOf = ({ name, graphName }: Port): TensorData => {
      const place = places.get(name);
      if (place === undefined) return dataOf(outputs[graphName] as Tensor).slice();
      const whole = dataOf(outputs[packedNames.outputs] as Tensor);
      return whole.slice(place.offset, place.offset + place.size);
    };
    return Object.fromEntries(results.map((port) => [port.name, resultOf(port)]));
  };
}
