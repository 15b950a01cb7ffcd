// From a program's source to an open session and what is needed to call it.
import type { InferenceSession } from 'onnxruntime-node';
import type { ProgramSource, TensorSpec } from '../engine.ts';
import { lowerConvolutions } from './convolution/lower.ts';
import { fuse } from './fuse.ts';
import { reachable } from './graph.ts';
import { type Division, divide, type Port, packEdges, unpacked } from './pack.ts';
import { names, record } from './record.ts';
import { openSession, type SessionChoice } from './session.ts';
import { sizeOf, type Value } from './value.ts';
import { encodeModel, inputNames, writeGraph } from './write-model.ts';

export interface Compiled {
  readonly name: string;
  readonly session: InferenceSession;
  readonly compileMs: number;
  /** All inputs, for checking feeds, used or not. */
  readonly source: ProgramSource;
  /** State tensors and inputs the graph depends on; the others are not part of it. */
  readonly state: readonly Port[];
  readonly inputs: readonly Port[];
  readonly next: readonly Port[];
  readonly results: readonly Port[];
  /** State tensors and inputs together, and next states and results together, as they are handed to the session. */
  readonly entries: Division;
  readonly exits: Division;
}

/** Records, fuses, packs, encodes and opens a program. @throws AppError `engine/unknown-kernel`, `engine/state-mismatch` */
export async function compile(source: ProgramSource, choice: SessionChoice): Promise<Compiled> {
  const started = performance.now();
  const recording = record(source);
  const next = ports(recording.next, names.next);
  const results = ports(recording.results, names.result);
  const recorded = [...Object.values(recording.next), ...Object.values(recording.results)];
  const outputs = fuse(lowerConvolutions(recorded, { form: choice.device === 'cpu' ? 'products' : 'operators' }));
  const used = inputNames(outputs);
  const usedPorts = (specs: Readonly<Record<string, TensorSpec>>, prefix: (name: string) => string): readonly Port[] =>
    Object.entries(specs)
      .map(([name, spec]) => ({ name, graphName: prefix(name), spec }))
      .filter(({ graphName }) => used.has(graphName));
  const state = usedPorts(source.state, names.state);
  const inputs = usedPorts(source.inputs, names.input);
  // State on a graphics card is never handed over, so packing it would only add copies there.
  const split = choice.device === 'webgpu' ? unpacked : divide;
  const entries = split([...state, ...inputs]);
  const exits = split([...next, ...results]);
  const graph = writeGraph(
    source.name,
    [...next, ...results].map(({ graphName }, index) => ({ name: graphName, value: outputs[index] as Value })),
  );
  const threads = isSmall(outputs) ? 1 : choice.threads;
  const model = encodeModel(packEdges(graph, { inputs: entries, outputs: exits }));
  const session = await openSession(
    model,
    { ...choice, threads },
    {
      onDevice: next.map(({ graphName }) => graphName),
      inMemory: results.map(({ graphName }) => graphName),
    },
  );
  const compileMs = performance.now() - started;
  return { name: source.name, session, compileMs, source, state, inputs, next, results, entries, exits };
}

/** Up to this many values a tensor, no operation is worth the waking of a second thread. */
const largestForOneThread = 4_096;

function isSmall(outputs: readonly Value[]): boolean {
  return reachable(outputs).every(({ shape }) => sizeOf(shape) <= largestForOneThread);
}

function ports(values: Readonly<Record<string, Value>>, prefix: (name: string) => string): readonly Port[] {
  return Object.entries(values).map(([name, { shape, type }]) => ({
    name,
    graphName: prefix(name),
    spec: { shape, dtype: type === 'int32' ? 'int32' : 'float32' },
  }));
}
