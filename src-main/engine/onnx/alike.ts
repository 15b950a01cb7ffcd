// Finds small values that are computed alike: the same elementwise formula of other tensors, as an optimiser's for every bias of a network.
// What is done with them is in abreast.ts. A formula here is a tree of operations that nothing else uses, down to its leaves.
import type { Node, Recorded } from './rewrite.ts';
import { isSameShape, sizeOf, type Value } from './value.ts';

/** One of several values with one formula. */
export interface Member {
  /** What the formula gives. */
  readonly root: Value;
  /** What it is a formula of, in order: tensors of the root's shape. */
  readonly leaves: readonly Value[];
}

/** Values with one formula, none of which depends on another. */
export interface Alike {
  readonly members: readonly Member[];
  /** Operations of the formula. */
  readonly operations: number;
}

const elementwise = new Set([
  'Abs',
  'Add',
  'Div',
  'Exp',
  'Log',
  'Max',
  'Min',
  'Mul',
  'Neg',
  'Reciprocal',
  'Sqrt',
  'Sub',
]);

/** Up to so many values; moving larger ones about costs more than is saved. */
const largest = 4_096;

/** The operation behind a value, when it may be part of a formula: each operand is a single number or has the value's shape. */
export function operationOf({ origin, shape, type }: Value): Node | null {
  if (origin.kind !== 'node' || !elementwise.has(origin.operator)) return null;
  if (type !== 'float32' || shape.length === 0 || sizeOf(shape) > largest) return null;
  const fits = (input: Value): boolean => input.shape.length === 0 || isSameShape(input.shape, shape);
  return origin.inputs.every(fits) && origin.inputs.some((input) => input.shape.length > 0) ? origin : null;
}

/** Whether a value is inside a formula: one operation of a formula uses it, and nothing else does. */
export function isInside(value: Value, { isSingle, usersOf }: Recorded): boolean {
  if (operationOf(value) === null || !isSingle(value)) return false;
  const [user] = usersOf(value);
  return user !== undefined && operationOf(user) !== null;
}

interface Formula extends Member {
  readonly text: string;
  readonly operations: number;
}

function formulaOf(root: Value, recorded: Recorded): Formula {
  const leaves: Value[] = [];
  let operations = 0;
  const write = (value: Value): string => {
    if (value.shape.length === 0) return `#${value.id}`;
    const operation = value === root || isInside(value, recorded) ? operationOf(value) : null;
    if (operation === null) {
      leaves.push(value);
      return 'x';
    }
    operations += 1;
    return `${operation.operator}(${operation.inputs.map(write).join(',')})`;
  };
  return { text: write(root), root, leaves, operations };
}

/** All sets of values that are computed alike, each set's members in the order of recording. */
export function alikeIn(recorded: Recorded): readonly Alike[] {
  const byText = new Map<string, Formula[]>();
  for (const value of recorded.values) {
    if (operationOf(value) === null || isInside(value, recorded)) continue;
    const formula = formulaOf(value, recorded);
    const known = byText.get(formula.text);
    if (known === undefined) byText.set(formula.text, [formula]);
    else known.push(formula);
  }
  return [...byText.values()].filter(({ length }) => length > 1).flatMap((formulas) => generations(formulas, recorded));
}

/** Members apart by how many others they depend on, one after the other: then none depends on one of its own set. */
function generations(formulas: readonly Formula[], { values }: Recorded): readonly Alike[] {
  const roots = new Set(formulas.map(({ root }) => root.id));
  const depths = new Map<number, number>();
  for (const { id, origin } of values) {
    const before = origin.kind === 'node' ? Math.max(...origin.inputs.map((input) => depths.get(input.id) ?? 0)) : 0;
    depths.set(id, before + (roots.has(id) ? 1 : 0));
  }
  const sets = Map.groupBy(formulas, ({ root }) => depths.get(root.id));
  return [...sets.values()].map((members) => ({ members, operations: members[0]?.operations ?? 0 }));
}
