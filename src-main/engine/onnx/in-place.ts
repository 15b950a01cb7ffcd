// Which state tensors a step may overwrite: those whose present values nobody needs any more when the next ones are written. Their state
// then has one buffer instead of two, which halves the memory of a large network.
import { after } from './order.ts';
import { nodeOf, type Recorded, recordedOf, rewrite } from './rewrite.ts';
import { isSameShape, sizeOf, type Value } from './value.ts';

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
  const outputs = [...next.map(({ value }) => value), ...results];
  const recorded = recordedOf(outputs);
  const inputs = inputsOf(recorded);
  const isOverwritable = ({ inputName, value }: NextValue): boolean => {
    const present = inputs.get(inputName);
    return present === undefined || lateReaders(present, value, { recorded, outputs })?.length === 0;
  };
  return new Set(next.filter(isOverwritable).map(({ inputName }) => inputName));
}

interface Surroundings {
  readonly recorded: Recorded;
  readonly outputs: readonly Value[];
}

function inputsOf({ values }: Recorded): ReadonlyMap<string, Value> {
  return new Map(values.flatMap((value) => (value.origin.kind === 'input' ? [[value.origin.name, value]] : [])));
}

/** The nodes that read a present value and need not have run when the next one is written; null where no order would do. */
function lateReaders(present: Value, next: Value, { recorded, outputs }: Surroundings): readonly Value[] | null {
  const readers = readersOf(present, recorded);
  const seen = [present, ...readers.views];
  if (seen.some((value) => outputs.includes(value))) return null;
  const before = recorded.ancestorsOf(next);
  const late = readers.nodes.filter((reader) => reader !== next && !before.has(reader.id));
  if (readers.nodes.includes(next) && !isReadInPlace(next, present)) return null;
  return late;
}

/**
 * Who reads a value, directly or through views: ONNX Runtime lets a reshaped value lie where it lay, and may let a product read the
 * value that was transposed or scaled for it.
 */
function readersOf(present: Value, { usersOf }: Recorded): { readonly nodes: Value[]; readonly views: Value[] } {
  const nodes: Value[] = [];
  const views: Value[] = [];
  const waiting = [present];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    for (const user of usersOf(value)) {
      if (isView(user)) {
        views.push(user);
        waiting.push(user);
      } else nodes.push(user);
    }
  }
  return { nodes, views };
}

function isView(value: Value): boolean {
  const scaled = nodeOf(value, 'Mul') ?? nodeOf(value, 'Div');
  if (scaled !== null) return scaled.inputs.some(({ origin }) => origin.kind === 'fill');
  return nodeOf(value, 'Reshape') !== null || nodeOf(value, 'Transpose') !== null;
}

function isReadInPlace({ origin, shape }: Value, present: Value): boolean {
  if (origin.kind !== 'node' || !isSameShape(shape, present.shape)) return false;
  if (placeByPlace.has(origin.operator)) return true;
  // Gemm starts from its third operand and adds the product to it.
  return origin.operator === 'Gemm' && origin.inputs[2] === present && !origin.inputs.slice(0, 2).includes(present);
}

/** From so many values on, two buffers are worth three operations on single numbers. */
const worthOrdering = 2 ** 16;

/**
 * Makes large weights overwritable. An update, weight - rate * direction, need not wait for the gradient that goes through the weight to
 * the layer before; so its rate, a single number, is made to depend on a number of that gradient, without taking anything from it.
 * @returns the outputs of the rewritten graph, in the order given
 */
export function orderUpdates(next: readonly NextValue[], results: readonly Value[]): readonly Value[] {
  const outputs = [...next.map(({ value }) => value), ...results];
  return rewrite(outputs, (recorded) => {
    const inputs = inputsOf(recorded);
    const waits = new Map<number, { readonly rate: Value; readonly readers: readonly Value[] }>();
    for (const { inputName, value } of next) {
      const present = inputs.get(inputName);
      if (present === undefined || sizeOf(present.shape) < worthOrdering) continue;
      const readers = lateReaders(present, value, { recorded, outputs }) ?? [];
      const step = scaledStep(value, present, recorded);
      const canWait = readers.every(
        (reader) => reader.type === 'float32' && !recorded.ancestorsOf(reader).has(value.id),
      );
      if (step !== null && canWait && readers.length > 0) waits.set(step.scaled.id, { rate: step.rate, readers });
    }
    return (value, { graph, lookUp }) => {
      const wait = waits.get(value.id);
      if (wait === undefined || value.origin.kind !== 'node') return null;
      const rate = wait.readers.reduce((late, reader) => after(graph, lookUp(reader), late), lookUp(wait.rate));
      const operands = value.origin.inputs.map((input) => (input === wait.rate ? rate : lookUp(input)));
      return graph.node(value.origin.operator, operands, value, value.origin.attributes);
    };
  });
}

/** present - rate * direction with a rate that is one number. */
function scaledStep(
  value: Value,
  present: Value,
  { isSingle }: Recorded,
): { readonly scaled: Value; readonly rate: Value } | null {
  const update = nodeOf(value, 'Sub');
  const [from, scaled] = update?.inputs ?? [];
  if (from !== present || scaled === undefined || !isSingle(scaled)) return null;
  const rate = nodeOf(scaled, 'Mul')?.inputs.find(({ shape, type }) => shape.length === 0 && type === 'float32');
  return rate === undefined ? null : { scaled, rate };
}
