// From a program's source to an open session and what is needed to call it.
import type { InferenceSession } from 'onnxruntime-node';
import type { ProgramSource, TensorSpec } from '../engine.ts';
import { forCard, mostPiecesOnCard } from './card-forms.ts';
import { lowerConvolutions } from './convolution/lower.ts';
import { fuse } from './fuse.ts';
import { reachable } from './graph.ts';
import { type NextValue, orderUpdates, overwritable } from './in-place.ts';
import { type Division, divide, type Port, packEdges, packedNames, unpacked } from './pack.ts';
import { names, record } from './record.ts';
import { isRecurrent } from './recurrent.ts';
import { barReturns } from './run-into.ts';
import { openSession, type SessionChoice } from './session.ts';
import { simplify } from './simplify.ts';
import { sizeOf, type Value } from './value.ts';
import { encodeModel, inputNames, writeGraph } from './write-model.ts';

export interface Compiled {
  readonly name: string;
  readonly session: InferenceSession;
  readonly compileMs: number;
  readonly operations: number;
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
  /** Graph names of the next states that may be written over the present ones. */
  readonly overwritten: ReadonlySet<string>;
  /** Whether the session's outputs are barred from being handed back (run-into.ts). */
  readonly isBarred: boolean;
}

/**
 * From so many values of state on (32 MB), sessions share the process's memory: their steps run one after the other, and each keeping a
 * reserve for itself adds up. Smaller ones are faster with a reserve, unless the process keeps what is freed (runs/trainer-options.ts).
 */
const largeState = 2 ** 23;

/**
 * From so many operations on, ONNX Runtime's own search for better ones takes longer than all the rest of compiling. Of a convolutional net
 * with a large state it also saves 3 % of the memory, so there it has to take longer than that is worth.
 */
const manyOperations = { small: 1_500, large: 3_000 } as const;

/** From so many values on, copies of the outputs cost more than the exception that bars them. */
const worthBarring = 2 ** 18;

/** Records, fuses, packs, encodes and opens a program. @throws AppError `engine/unknown-kernel`, `engine/state-mismatch` */
export async function compile(source: ProgramSource, choice: SessionChoice): Promise<Compiled> {
  const started = performance.now();
  const recording = record(source);
  const next = portsOf(recording.next, names.next);
  const results = portsOf(recording.results, names.result);
  const recorded = [...Object.values(recording.next), ...Object.values(recording.results)];
  const onHost = choice.device !== 'webgpu';
  const convolved = lowerConvolutions(recorded, { form: choice.device === 'cpu' ? 'products' : 'operators' });
  const lowered = fuse(simplify(convolved, { onHost }), { isOnProcessor: choice.device === 'cpu' });
  const outputs = onHost ? orderUpdates(...nextAndResults(next, lowered)) : forCard(lowered);
  const used = inputNames(outputs);
  const usedPorts = (specs: Readonly<Record<string, TensorSpec>>, prefix: (name: string) => string): readonly Port[] =>
    Object.entries(specs)
      .map(([name, spec]) => ({ name, graphName: prefix(name), spec }))
      .filter(({ graphName }) => used.has(graphName));
  const state = usedPorts(source.state, names.state);
  const inputs = usedPorts(source.inputs, names.input);
  // State on a graphics card is never handed over, so packing it would only add copies there. Results are: each would be waited for.
  const entries = onHost ? divide([...state, ...inputs]) : unpacked([...state, ...inputs]);
  const exits = onHost ? divide([...next, ...results]) : withAlone(next, divide(results));
  const isBarred = onHost && valuesOf(exits.alone) >= worthBarring;
  const named = [...next, ...results].map(({ graphName }, index) => ({
    name: graphName,
    value: outputs[index] as Value,
  }));
  const graph = packEdges(writeGraph(source.name, named, onHost ? Infinity : mostPiecesOnCard), {
    inputs: entries,
    outputs: exits,
  });
  const isLarge = valuesOf(state) >= largeState;
  const threads = isSmall(outputs) ? 1 : choice.threads;
  const session = await openSession(
    encodeModel(isBarred ? barReturns(graph) : graph),
    { ...choice, threads },
    {
      onDevice: next.map(({ graphName }) => graphName),
      inMemory: placesInMemory(results, exits),
      sharesMemory: isLarge,
      isRecurrent: choice.device === 'cpu' && isRecurrent(outputs),
      isLong: (graph.node ?? []).length >= manyOperations[isLarge ? 'large' : 'small'],
    },
  );
  const compileMs = performance.now() - started;
  const ports = { state, inputs, next, results, entries, exits };
  return {
    name: source.name,
    session,
    compileMs,
    operations: reachable(outputs).length,
    source,
    ...ports,
    overwritten: onHost ? overwrittenBy(next, { exits, outputs }) : new Set(),
    isBarred,
  };
}

function withAlone(ports: readonly Port[], division: Division): Division {
  return { ...division, alone: [...ports, ...division.alone] };
}

/** What the results are handed over as. */
function placesInMemory(results: readonly Port[], { packed, alone }: Division): readonly string[] {
  const ownNames = results.filter((port) => alone.includes(port)).map(({ graphName }) => graphName);
  return packed.length === 0 ? ownNames : [...ownNames, packedNames.outputs];
}

function valuesOf(ports: readonly Port[]): number {
  return ports.reduce((sum, { spec }) => sum + sizeOf(spec.shape), 0);
}

/** Outputs in the order of `next` and then results, told apart. */
function nextAndResults(
  next: readonly Port[],
  outputs: readonly Value[],
): [next: readonly NextValue[], results: readonly Value[]] {
  const values = next.map(({ name }, index) => ({ inputName: names.state(name), value: outputs[index] as Value }));
  return [values, outputs.slice(next.length)];
}

/** Packed tensors are copied out of their pack, so only what is handed over by itself is asked about. */
function overwrittenBy(
  next: readonly Port[],
  { exits, outputs }: { readonly exits: Division; readonly outputs: readonly Value[] },
): ReadonlySet<string> {
  const alone = new Set(exits.alone.map(({ name }) => names.state(name)));
  const [values, results] = nextAndResults(next, outputs);
  const packed = values.filter(({ inputName }) => !alone.has(inputName)).map(({ value }) => value);
  const safe = overwritable(
    values.filter(({ inputName }) => alone.has(inputName)),
    [...packed, ...results],
  );
  return new Set(next.filter(({ name }) => safe.has(names.state(name))).map(({ graphName }) => graphName));
}

/** Up to this many values a tensor, no operation is worth the waking of a second thread. */
const largestForOneThread = 4_096;

function isSmall(outputs: readonly Value[]): boolean {
  return reachable(outputs).every(({ shape }) => sizeOf(shape) <= largestForOneThread);
}

function portsOf(values: Readonly<Record<string, Value>>, prefix: (name: string) => string): readonly Port[] {
  return Object.entries(values).map(([name, { shape, type }]) => ({
    name,
    graphName: prefix(name),
    spec: { shape, dtype: type === 'int32' ? 'int32' : 'float32' },
  }));
}
