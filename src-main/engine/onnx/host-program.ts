// Runs a compiled program on state in the computer's own memory. This is the hot path: feeds and fetches are made once for each state.
import type { Tensor } from 'onnxruntime-node';
import { checkFeeds } from '../check-feeds.ts';
import type { Feeds, Results, TensorData } from '../engine.ts';
import { collectGarbage } from './collect-garbage.ts';
import type { Compiled } from './compile.ts';
import type { Buffers, HostState } from './host-state.ts';
import { type Division, type Packed, type Port, packedNames } from './pack.ts';
import { runInto } from './run-into.ts';
import { dataOf, emptyTensor, tensorOver } from './tensors.ts';
import { sizeOf } from './value.ts';

/** A packed tensor and whose values lie where in it. */
interface Pack {
  readonly values: TensorData;
  /** State tensors with their buffers. */
  readonly state: readonly { readonly part: TensorData; readonly offset: number; readonly buffers: Buffers }[];
  /** Inputs, or results. */
  readonly others: readonly { readonly part: TensorData; readonly offset: number; readonly name: string }[];
}

/** What one program needs to step one state. */
interface Binding {
  readonly feeds: Record<string, Tensor>;
  readonly fetches: Record<string, Tensor>;
  readonly entries: Pack;
  readonly exits: Pack;
  readonly read: readonly { readonly graphName: string; readonly buffers: Buffers }[];
  readonly written: readonly { readonly graphName: string; readonly buffers: Buffers }[];
  readonly inputs: readonly Port[];
  readonly results: readonly { readonly name: string; readonly tensor: Tensor }[];
}

/** A function that advances a state by one step. */
export function hostRunner(compiled: Compiled): (state: HostState, feeds: Feeds) => Promise<Results> {
  const { session, source, overwritten, isBarred } = compiled;
  const bindings = new WeakMap<HostState, Binding>();
  return async (state, feeds) => {
    checkFeeds(source.name, source.inputs, feeds);
    const binding = bindings.get(state) ?? firstBinding(compiled, state);
    bindings.set(state, binding);
    for (const port of binding.inputs) feedInput(binding.feeds, port, feeds[port.name] as TensorData);
    for (const { graphName, buffers } of binding.read) binding.feeds[graphName] = buffers.present;
    for (const { graphName, buffers } of binding.written) {
      binding.fetches[graphName] = nextOf(buffers, overwritten.has(graphName));
    }
    fill(binding.entries, feeds);
    await runInto(session, binding.feeds, { fetches: binding.fetches, isBarred });
    for (const { graphName, buffers } of binding.written) if (!overwritten.has(graphName)) swap(buffers);
    for (const { part, buffers } of binding.exits.state) dataOf(buffers.present).set(part);
    const copies: Results = {};
    for (const { name, part } of binding.exits.others) copies[name] = part.slice();
    for (const { name, tensor } of binding.results) copies[name] = dataOf(tensor).slice();
    return copies;
  };
}

function fill({ values, state, others }: Pack, feeds: Feeds): void {
  for (const { offset, buffers } of state) values.set(dataOf(buffers.present), offset);
  for (const { offset, name } of others) values.set(feeds[name] as TensorData, offset);
}

function firstBinding(compiled: Compiled, state: HostState): Binding {
  const sizes = Object.values(state.specs).map(({ shape }) => sizeOf(shape));
  if (sizes.reduce((sum, size) => sum + size, 0) >= worthCollecting) collectGarbage();
  return bind(compiled, state);
}

/** From so many values on, 64 MB, what a state was filled from is not left lying about. */
const worthCollecting = 2 ** 24;

function bind({ state: read, inputs, next, results, entries, exits }: Compiled, state: HostState): Binding {
  const buffersOf = ({ name, graphName }: Port) => ({ graphName, buffers: state.buffers(name) });
  const entryPack = packFor(entries, { ports: read, state });
  const exitPack = packFor(exits, { ports: next, state });
  const alone = (ports: readonly Port[], { alone: others }: Division): readonly Port[] =>
    ports.filter((port) => others.includes(port));
  const ownResults = alone(results, exits).map(({ name, graphName, spec }) => ({
    name,
    graphName,
    tensor: emptyTensor(spec),
  }));
  return {
    feeds: packedTensor(packedNames.inputs, entryPack.values),
    fetches: {
      ...packedTensor(packedNames.outputs, exitPack.values),
      ...Object.fromEntries(ownResults.map(({ graphName, tensor }) => [graphName, tensor])),
    },
    entries: entryPack,
    exits: exitPack,
    read: alone(read, entries).map(buffersOf),
    written: alone(next, exits).map(buffersOf),
    inputs: alone(inputs, entries),
    results: ownResults,
  };
}

/** @param ports the state's ports; packed ports that are not among them are inputs or results */
function packFor(
  { packed, total }: Division,
  { ports, state }: { readonly ports: readonly Port[]; readonly state: HostState },
): Pack {
  const values = new Float32Array(total);
  const ofState = new Set(ports.map(({ graphName }) => graphName));
  const place = ({ offset, size }: Packed) => ({ offset, part: values.subarray(offset, offset + size) });
  return {
    values,
    state: packed
      .filter(({ graphName }) => ofState.has(graphName))
      .map((port) => ({ ...place(port), buffers: state.buffers(port.name) })),
    others: packed
      .filter(({ graphName }) => !ofState.has(graphName))
      .map((port) => ({ ...place(port), name: port.name })),
  };
}

function packedTensor(name: string, values: TensorData): Record<string, Tensor> {
  return values.length === 0 ? {} : { [name]: tensorOver(values, { shape: [values.length], dtype: 'float32' }) };
}

/** Callers reuse their arrays, so mostly the tensor of the step before still lies over the right one. */
function feedInput(feeds: Record<string, Tensor>, { graphName, spec }: Port, data: TensorData): void {
  const known = feeds[graphName];
  if (known === undefined || known.data !== data) feeds[graphName] = tensorOver(data, spec);
}

/** Where the next values go: over the present ones, or to a buffer of their own. */
function nextOf(buffers: Buffers, isOverwritten: boolean): Tensor {
  if (isOverwritten) return buffers.present;
  buffers.next ??= emptyTensor(buffers.spec);
  return buffers.next;
}

function swap(buffers: Buffers): void {
  const { present, next } = buffers;
  if (next === null) return;
  buffers.present = next;
  buffers.next = present;
}
