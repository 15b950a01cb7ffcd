// From a program's source to its recording: one run of the body on the tracing backend.
import type { Tensor } from '@tensorflow/tfjs-core';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { NamedTensors, ProgramSource, TensorSpecs } from '../engine.ts';
import { cast } from './kernels/cast.ts';
import { trace } from './tracing-backend.ts';
import { isSameShape, type Value } from './value.ts';

/** Prefixes that keep state, inputs, next states and results apart in one graph. */
export const names = {
  state: (name: string): string => `state:${name}`,
  input: (name: string): string => `input:${name}`,
  next: (name: string): string => `next:${name}`,
  result: (name: string): string => `result:${name}`,
} as const;

export interface Recording {
  /** Next values of state tensors, by the state's name. */
  readonly next: Readonly<Record<string, Value>>;
  readonly results: Readonly<Record<string, Value>>;
}

/**
 * Records a program.
 * @throws AppError `engine/unknown-kernel`, `engine/state-mismatch`
 */
export function record(source: ProgramSource): Recording {
  return trace(source.name, ({ graph, tensorFor, valueBehind }) => {
    const enter = (specs: TensorSpecs, prefix: (name: string) => string): NamedTensors =>
      mapValues(specs, ({ shape, dtype }, name) => tensorFor(graph.input(prefix(name), { shape, type: dtype })));
    const body = source.body(enter(source.state, names.state), enter(source.inputs, names.input));
    const next = mapValues(body.state, valueBehind);
    for (const [name, value] of Object.entries(next)) checkNext(source, name, value);
    // Truth values have no array type of their own on this side: they come out as 0 and 1.
    const numberBehind = (tensor: Tensor): Value => {
      const value = valueBehind(tensor);
      return value.type === 'bool' ? cast(graph, value, 'float32') : value;
    };
    return { next, results: mapValues(body.results, numberBehind) };
  });
}

function checkNext({ name: program, state }: ProgramSource, name: string, { shape, type }: Value): void {
  const spec = state[name];
  if (spec !== undefined && isSameShape(spec.shape, shape) && spec.dtype === type) return;
  const expected = spec === undefined ? 'not declared' : `[${spec.shape}] of type ${spec.dtype}`;
  throw new AppError(
    'engine/state-mismatch',
    `The program "${program}" gives "${name}" the shape [${shape}] of type ${type}; its state is ${expected}.`,
    { program, tensor: name },
  );
}

function mapValues<In, Out>(
  values: Readonly<Record<string, In>>,
  convert: (value: In, name: string) => Out,
): Record<string, Out> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, convert(value, name)]));
}
