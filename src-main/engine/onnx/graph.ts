// Records nodes and constants, each once: what was recorded before is handed back (common subexpressions, equal constants).
// Not here: what the nodes mean (kernels), how they are written down (write-model).
import { createHash } from 'node:crypto';
import type { Attributes, ConstantData, Value, ValueType } from './value.ts';

export interface ResultSpec {
  readonly shape: readonly number[];
  readonly type: ValueType;
}

const none: Attributes = {};

/** A graph under construction. */
export class Graph {
  readonly #known = new Map<string, Value>();
  #nextId = 0;

  /** A value that is fed at every run. */
  input(name: string, { shape, type }: ResultSpec): Value {
    return this.#once(`input ${name}`, { shape, type }, { kind: 'input', name });
  }

  /** A tensor known now; one whose elements are all equal is kept as a fill. */
  constant(data: ConstantData, { shape, type }: ResultSpec): Value {
    const first = data[0];
    if (
      type !== 'int64' &&
      first !== undefined &&
      data.every((element: number | bigint) => Object.is(element, first))
    ) {
      return this.fill(Number(first), { shape, type });
    }
    // A copy, because the caller may reuse its array.
    const origin = { kind: 'constant', data: data.slice() } as const;
    return this.#once(`constant ${type} ${shape.join('x')} ${contentOf(data)}`, { shape, type }, origin);
  }

  /** A tensor with one value everywhere. */
  fill(value: number, { shape, type }: ResultSpec): Value {
    const rounded = type === 'float32' ? Math.fround(value) : value;
    const text = Object.is(rounded, -0) ? '-0' : String(rounded);
    return this.#once(`fill ${type} ${shape.join('x')} ${text}`, { shape, type }, { kind: 'fill', value: rounded });
  }

  /** Whole numbers as ONNX wants shapes, axes and bounds: int64 of rank 1. */
  integers(values: readonly number[]): Value {
    return this.constant(BigInt64Array.from(values, BigInt), { shape: [values.length], type: 'int64' });
  }

  /** One ONNX operator with one result. */
  node(operator: string, inputs: readonly Value[], result: ResultSpec, attributes: Attributes = none): Value {
    let key = operator;
    for (const { id } of inputs) key += ` ${id}`;
    if (attributes !== none) key += JSON.stringify(attributes);
    return this.#once(key, result, { kind: 'node', operator, inputs, attributes });
  }

  #once(key: string, result: ResultSpec, origin: Value['origin']): Value {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const value = this.#add(result, origin);
    this.#known.set(key, value);
    return value;
  }

  #add({ shape, type }: ResultSpec, origin: Value['origin']): Value {
    return { id: this.#nextId++, shape: [...shape], type, origin };
  }
}

function contentOf(data: ConstantData): string {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return bytes.length <= 64
    ? Buffer.from(bytes).toString('base64')
    : createHash('sha256').update(bytes).digest('base64');
}

/** All values that the outputs depend on, each after its inputs. */
export function reachable(outputs: readonly Value[]): readonly Value[] {
  // By their ids, which are small whole numbers: an array with gaps puts them in order faster than sorting would.
  const found: Value[] = [];
  const waiting = [...outputs];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (found[value.id] !== undefined) continue;
    found[value.id] = value;
    if (value.origin.kind === 'node') waiting.push(...value.origin.inputs);
  }
  return found.filter((value) => value !== undefined);
}
