// Runs a compiled program on state that stays on a graphics card.
import type { Tensor } from 'onnxruntime-node';
import { checkFeeds } from '../check-feeds.ts';
import type { Feeds, Results, TensorData } from '../engine.ts';
import type { Compiled } from './compile.ts';
import type { DeviceState } from './device-state.ts';
import { dataOf, tensorOver } from './tensors.ts';

/** A function that advances a state by one step. */
export function deviceRunner(compiled: Compiled): (state: DeviceState, feeds: Feeds) => Promise<Results> {
  const { session, source } = compiled;
  return async (state, feeds) => {
    checkFeeds(source.name, source.inputs, feeds);
    const tensors: Record<string, Tensor> = {};
    for (const { name, graphName } of compiled.state) tensors[graphName] = state.present(name);
    for (const { name, graphName, spec } of compiled.inputs) {
      tensors[graphName] = tensorOver(feeds[name] as TensorData, spec);
    }
    const outputs = await session.run(tensors);
    for (const { name, graphName } of compiled.next) state.replace(name, outputs[graphName] as Tensor);
    return Object.fromEntries(
      compiled.results.map(({ name, graphName }) => [name, dataOf(outputs[graphName] as Tensor).slice()]),
    );
  };
}
