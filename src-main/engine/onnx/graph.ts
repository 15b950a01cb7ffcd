// The recording of one program: named values, the nodes between them, and the constants they need.
// Equal nodes are recorded once; constants filled with one number are kept as that number until somebody needs them as a tensor.

export type ValueType = 'float32' | 'int32' | 'bool' | 'int64';

/** A tensor of the recording. */
export interface Value {
  readonly name: string;
  readonly type: ValueType;
  readonly shape: readonly number[];
  /** Set when every element is this number. */
  readonly fill?: number;
}

export type Attribute = number | readonly number[] | { readonly float: number };
export type Attributes = Readonly<Record<string, Attribute>>;

export interface GraphNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: Attributes;
}

export type ConstantData = Float32Array | Int32Array | BigInt64Array | Uint8Array;

export interface Initializer {
  readonly value: Value;
  readonly data: ConstantData;
}

/** Constants up to this many elements are written out and shared when equal; larger fills are spread out when the session starts. */
const smallConstant = 1024;

/** Number of elements of a shape. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, extent) => product * extent, 1);

/** Whether two shapes are the same. */
export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((extent, axis) => extent === b[axis]);

/** Collects nodes while a program's body runs. */
export class Graph {
  readonly nodes: GraphNode[] = [];
  readonly initializers = new Map<string, Initializer>();
  readonly #known = new Map<string, Value>();
  #count = 0;

  /** Adds a node with one output, or finds the equal one recorded before. */
  add(
    op: string,
    inputs: readonly Value[],
    { type, shape }: { readonly type: ValueType; readonly shape: readonly number[] },
    attributes: Attributes = {},
  ): Value {
    const names = inputs.map((input) => this.materialise(input).name);
    return this.#once(`${op}(${names.join(',')})${JSON.stringify(attributes)}:${type}`, () => {
      const value: Value = { name: this.#nextName(), type, shape };
      this.nodes.push({ op, inputs: names, output: value.name, attributes });
      return value;
    });
  }

  /** A tensor whose elements are all `fill`; nothing is recorded until it is used. */
  filled(fill: number, type: ValueType, shape: readonly number[]): Value {
    return { name: `fill ${fill}`, type, shape, fill };
  }

  /** A constant tensor. */
  constant(data: ConstantData, type: ValueType, shape: readonly number[]): Value {
    const first = data[0];
    const isUniform = first !== undefined && data.every((element: number | bigint) => Object.is(element, first));
    return isUniform && type !== 'int64'
      ? this.filled(Number(first), type, shape)
      : this.#initializer(data, type, shape);
  }

  /** A constant list of 64-bit integers, as ONNX wants axes and shapes. */
  integers(values: readonly number[]): Value {
    return this.#initializer(BigInt64Array.from(values, BigInt), 'int64', [values.length]);
  }

  /** The number `fill` as a rank-0 tensor, for ops that broadcast. */
  scalar(fill: number, type: ValueType): Value {
    return this.#initializer(typed(fill, type, 1), type, []);
  }

  /** Turns a filled value into a recorded one; others are returned as they are. */
  materialise(value: Value): Value {
    if (value.fill === undefined) return value;
    const size = sizeOf(value.shape);
    if (size <= smallConstant) return this.#initializer(typed(value.fill, value.type, size), value.type, value.shape);
    return this.add('Expand', [this.scalar(value.fill, value.type), this.integers(value.shape)], value);
  }

  #initializer(data: ConstantData, type: ValueType, shape: readonly number[]): Value {
    const make = (): Value => {
      const value: Value = { name: this.#nextName(), type, shape };
      this.initializers.set(value.name, { value, data });
      return value;
    };
    return data.length > smallConstant ? make() : this.#once(`${type}[${shape.join('x')}]${data.join(',')}`, make);
  }

  #once(key: string, make: () => Value): Value {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const value = make();
    this.#known.set(key, value);
    return value;
  }

  #nextName(): string {
    this.#count += 1;
    return `v${this.#count}`;
  }
}

function typed(fill: number, type: ValueType, size: number): ConstantData {
  switch (type) {
    case 'float32':
      return new Float32Array(size).fill(fill);
    case 'int32':
      return new Int32Array(size).fill(fill);
    case 'int64':
      return new BigInt64Array(size).fill(BigInt(fill));
    case 'bool':
      return new Uint8Array(size).fill(fill);
    default:
      return type satisfies never;
  }
}
