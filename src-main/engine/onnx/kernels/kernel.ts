// What a kernel of the tracing backend is: it looks at shapes, records nodes and returns the values they make.
import { AppError } from '../../../../src-shared/domain/app-error.ts';
import { type Graph, sameShape, type Value } from '../graph.ts';

export interface KernelCall {
  readonly graph: Graph;
  /** By TensorFlow.js's names; operands of list operations are named 0, 1, … */
  readonly inputs: Readonly<Record<string, Value>>;
  readonly attrs: Readonly<Record<string, unknown>>;
}

export type Kernel = (call: KernelCall) => Value | readonly Value[];
export type Kernels = Readonly<Record<string, Kernel>>;

/** An operand by name. */
export function operand({ inputs }: KernelCall, name: string): Value {
  const value = inputs[name];
  if (value === undefined) throw new Error(`The operand ${name} is missing among ${Object.keys(inputs).join(', ')}.`);
  return value;
}

/** All operands of a list operation; integer keys come in rising order. */
export function operands({ inputs }: KernelCall): readonly Value[] {
  return Object.values(inputs);
}

/** A number among the attributes. */
export function numberOf({ attrs }: KernelCall, name: string): number {
  return attrs[name] as number;
}

/** A list of numbers among the attributes. */
export function numbersOf({ attrs }: KernelCall, name: string): readonly number[] {
  return attrs[name] as readonly number[];
}

/** Shape of an elementwise operation. @throws AppError `engine/shapes-differ` when the operands do not broadcast */
export function broadcastShape(a: readonly number[], b: readonly number[]): readonly number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - (rank - a.length)] ?? 1;
    const right = b[axis - (rank - b.length)] ?? 1;
    if (left !== right && left !== 1 && right !== 1) {
      throw new AppError('engine/shapes-differ', `Shapes [${a}] and [${b}] do not fit together elementwise.`);
    }
    return left === 1 ? right : left;
  });
}

/** Reshapes a value; to its own shape it is the value itself. */
export function reshape(graph: Graph, value: Value, shape: readonly number[]): Value {
  if (sameShape(value.shape, shape)) return value;
  if (value.fill !== undefined) return graph.filled(value.fill, value.type, shape);
  return graph.add('Reshape', [value, graph.integers(shape)], { type: value.type, shape });
}

/** Changes a value's type; to its own type it is the value itself. */
export function cast(graph: Graph, value: Value, type: Value['type']): Value {
  if (value.type === type) return value;
  if (value.fill !== undefined) return graph.filled(castNumber(value.fill, type), type, value.shape);
  const codes = { float32: 1, int32: 6, int64: 7, bool: 9 } as const;
  return graph.add('Cast', [value], { type, shape: value.shape }, { to: codes[type] });
}

function castNumber(value: number, type: Value['type']): number {
  if (type === 'bool') return Number(value !== 0);
  return type === 'float32' ? value : Math.trunc(value);
}
