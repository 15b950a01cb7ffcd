// Which state tensors a step may overwrite: those whose present values nobody needs any more when the next ones are written. Their state
// then has one buffer instead of two, which halves the memory of a large network.
import { reachable } from './graph.ts';
import { isSameShape, type Value } from './value.ts';

/** A state tensor's next value in the finished graph. */
export interface NextValue {
  /** The state's name in the graph, as an input. */
  readonly inputName: string;
  readonly value: Value;
}

/** Operators that read each value before they write the one in its place, and nothing else of it. */
const placeByPlace = new Set(['Add', 'Sub', 'Mul', 'Div', 'Max', 'Min', 'Where']);

/**
 * Input names of the state tensors that may be overwritten: every node that reads the present values is one that the next values
 * depend on, so it has run before them in whatever order, or it computes them place by place.
 * @param results what else the graph gives out
 */
export function overwritable(next: readonly NextValue[], results: readonly Value[]): ReadonlySet<string> {
  const values = reachable([...next.map(({ value }) => value), ...results]);
  const givenOut = new Set([...next.map(({ value }) => value), ...results]);
  const inputs = new Map(
    values.flatMap((value) => (value.origin.kind === 'input' ? [[value.origin.name, value]] : [])),
  );
  const readers = new Map<Value, Value[]>();
  for (const value of values) {
    if (value.origin.kind !== 'node') continue;
    for (const input of value.origin.inputs) {
      if (input.origin.kind === 'input') readers.set(input, [...(readers.get(input) ?? []), value]);
    }
  }
  const isOverwritable = ({ inputName, value }: NextValue): boolean => {
    const present = inputs.get(inputName);
    if (present === undefined) return true;
    if (givenOut.has(present)) return false;
    const before = new Set(reachable([value]));
    return (readers.get(present) ?? []).every((reader) =>
      reader === value ? isReadInPlace(value, present) : before.has(reader),
    );
  };
  return new Set(next.filter(isOverwritable).map(({ inputName }) => inputName));
}

function isReadInPlace({ origin, shape }: Value, present: Value): boolean {
  if (origin.kind !== 'node' || !isSameShape(shape, present.shape)) return false;
  if (placeByPlace.has(origin.operator)) return true;
  // Gemm starts from its third operand and adds the product to it.
  return origin.operator === 'Gemm' && origin.inputs[2] === present && !origin.inputs.slice(0, 2).includes(present);
}
