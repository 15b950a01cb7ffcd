// From a program's source to an open session and what is needed to call it.
import type { InferenceSession } from 'onnxruntime-node';
import type { ProgramSource, TensorSpec } from '../engine.ts';
import { fuse } from './fuse.ts';
import { names, record } from './record.ts';
import { openSession, type SessionChoice } from './session.ts';
import type { Value } from './value.ts';
import { inputNames, writeModel } from './write-model.ts';

/** A tensor of the program under its own name and under its name in the graph. */
export interface Port {
  readonly name: string;
  readonly graphName: string;
  readonly spec: TensorSpec;
}

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
}

/** Records, fuses, encodes and opens a program. @throws AppError `engine/unknown-kernel`, `engine/state-mismatch` */
export async function compile(source: ProgramSource, choice: SessionChoice): Promise<Compiled> {
  const started = performance.now();
  const recording = record(source);
  const next = ports(recording.next, names.next);
  const results = ports(recording.results, names.result);
  const outputs = fuse([...Object.values(recording.next), ...Object.values(recording.results)]);
  const model = writeModel(
    source.name,
    [...next, ...results].map(({ graphName }, index) => ({ name: graphName, value: outputs[index] as Value })),
  );
  const session = await openSession(model, choice, {
    onDevice: next.map(({ graphName }) => graphName),
    inMemory: results.map(({ graphName }) => graphName),
  });
  const used = inputNames(outputs);
  const usedPorts = (specs: Readonly<Record<string, TensorSpec>>, prefix: (name: string) => string): readonly Port[] =>
    Object.entries(specs)
      .map(([name, spec]) => ({ name, graphName: prefix(name), spec }))
      .filter(({ graphName }) => used.has(graphName));
  return {
    name: source.name,
    session,
    compileMs: performance.now() - started,
    source,
    state: usedPorts(source.state, names.state),
    inputs: usedPorts(source.inputs, names.input),
    next,
    results,
  };
}

function ports(values: Readonly<Record<string, Value>>, prefix: (name: string) => string): readonly Port[] {
  return Object.entries(values).map(([name, { shape, type }]) => ({
    name,
    graphName: prefix(name),
    spec: { shape, dtype: type === 'int32' ? 'int32' : 'float32' },
  }));
}
