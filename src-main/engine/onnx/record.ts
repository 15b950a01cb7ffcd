// From a program's source to its recording: one traced run of the body.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { NamedTensors, ProgramSource, TensorSpecs } from '../engine.ts';
import { type Graph, sameShape, type Value } from './graph.ts';
import { trace } from './tracing-backend.ts';

/** Names in the model, prefixed so that state, inputs, next states and results keep apart. */
export const modelNames = {
  state: (name: string): string => `state:${name}`,
  input: (name: string): string => `input:${name}`,
  next: (name: string): string => `next:${name}`,
  result: (name: string): string => `result:${name}`,
} as const;

export interface Recording {
  readonly graph: Graph;
  readonly inputs: readonly Value[];
  /** Next states and results by their names in the model. */
  readonly outputs: Readonly<Record<string, Value>>;
  readonly nextNames: readonly string[];
  readonly resultNames: readonly string[];
}

/**
 * Records a program.
 * @throws AppError `engine/unknown-kernel`, `engine/state-mismatch`
 */
export function record(source: ProgramSource): Recording {
  return trace(source.name, (tracer) => {
    const inputs: Value[] = [];
    const enter = (specs: TensorSpecs, prefix: (name: string) => string): NamedTensors =>
      Object.fromEntries(
        Object.entries(specs).map(([name, spec]) => {
          const tensor = tracer.input(prefix(name), spec);
          inputs.push(tracer.valueOf(tensor));
          return [name, tensor];
        }),
      );
    const { state, results } = source.body(
      enter(source.state, modelNames.state),
      enter(source.inputs, modelNames.input),
    );
    const outputs: Record<string, Value> = {};
    for (const [name, tensor] of Object.entries(state)) {
      const value = tracer.valueOf(tensor);
      checkNext(source, name, value);
      outputs[modelNames.next(name)] = value;
    }
    for (const [name, tensor] of Object.entries(results)) outputs[modelNames.result(name)] = tracer.valueOf(tensor);
    return { graph: tracer.graph, inputs, outputs, nextNames: Object.keys(state), resultNames: Object.keys(results) };
  });
}

function checkNext(source: ProgramSource, name: string, { shape, type }: Value): void {
  const spec = source.state[name];
  if (spec !== undefined && sameShape(spec.shape, shape) && spec.dtype === type) return;
  const expected = spec === undefined ? 'not declared' : `[${spec.shape}] of type ${spec.dtype}`;
  throw new AppError(
    'engine/state-mismatch',
    `The program "${source.name}" gives "${name}" the shape [${shape}] of type ${type}; its state is ${expected}.`,
    { program: source.name, tensor: name },
  );
}
