// Runs a compiled program on state in the computer's own memory. This is the hot path: feeds and fetches are made once for each state.
import type { Tensor } from 'onnxruntime-node';
import { checkFeeds } from '../check-feeds.ts';
import type { Feeds, Results, TensorData } from '../engine.ts';
import type { Compiled, Port } from './compile.ts';
import type { Buffers, HostState } from './host-state.ts';
import { dataOf, emptyTensor, tensorOver } from './tensors.ts';

/** What one program needs to step one state. */
interface Binding {
  readonly feeds: Record<string, Tensor>;
  readonly fetches: Record<string, Tensor>;
  readonly read: readonly { readonly graphName: string; readonly buffers: Buffers }[];
  readonly written: readonly { readonly graphName: string; readonly buffers: Buffers }[];
}

/** A function that advances a state by one step. */
export function hostRunner(compiled: Compiled): (state: HostState, feeds: Feeds) => Promise<Results> {
  const { session, source } = compiled;
  const bindings = new WeakMap<HostState, Binding>();
  const results = compiled.results.map(({ name, graphName, spec }) => ({ name, graphName, tensor: emptyTensor(spec) }));
  return async (state, feeds) => {
    checkFeeds(source.name, source.inputs, feeds);
    const binding = bindings.get(state) ?? bind(compiled, state, results);
    bindings.set(state, binding);
    for (const port of compiled.inputs) feedInput(binding.feeds, port, feeds[port.name] as TensorData);
    for (const { graphName, buffers } of binding.read) binding.feeds[graphName] = buffers.present;
    for (const { graphName, buffers } of binding.written) {
      buffers.next ??= emptyTensor(buffers.spec);
      binding.fetches[graphName] = buffers.next;
    }
    discard(await session.run(binding.feeds, binding.fetches), binding.fetches);
    for (const { buffers } of binding.written) swap(buffers);
    const copies: Results = {};
    for (const { name, tensor } of results) copies[name] = dataOf(tensor).slice();
    return copies;
  };
}

function bind(
  compiled: Compiled,
  state: HostState,
  results: readonly { readonly graphName: string; readonly tensor: Tensor }[],
): Binding {
  const buffersOf = ({ name, graphName }: Port) => ({ graphName, buffers: state.buffers(name) });
  return {
    feeds: {},
    fetches: Object.fromEntries(results.map(({ graphName, tensor }) => [graphName, tensor])),
    read: compiled.state.map(buffersOf),
    written: compiled.next.map(buffersOf),
  };
}

/** Callers reuse their arrays, so mostly the tensor of the step before still lies over the right one. */
function feedInput(feeds: Record<string, Tensor>, { graphName, spec }: Port, data: TensorData): void {
  const known = feeds[graphName];
  if (known === undefined || known.data !== data) feeds[graphName] = tensorOver(data, spec);
}

/** Below this the garbage collector is cheaper than giving memory back one by one. */
const worthDiscardingBytes = 16_384;

/**
 * onnxruntime-node 1.30 copies each output into a new array although it was written into ours already. Left to the garbage collector,
 * the copies (11 MB a step of a 784-512-512-10 STN) keep it marking without a pause: a fifth of the processor's time. Given back at once
 * they cost one copy into warm memory.
 */
function discard(copies: Readonly<Record<string, Tensor>>, fetches: Readonly<Record<string, Tensor>>): void {
  for (const [name, copy] of Object.entries(copies)) {
    const { buffer, byteLength } = dataOf(copy);
    // A later version may hand our own array back: that one stays.
    const own = fetches[name];
    const isOurs = own !== undefined && dataOf(own).buffer === buffer;
    if (!isOurs && byteLength > worthDiscardingBytes && buffer instanceof ArrayBuffer) buffer.transfer(0);
  }
}

function swap(buffers: Buffers): void {
  const { present, next } = buffers;
  if (next === null) return;
  buffers.present = next;
  buffers.next = present;
}
