// Elementwise operations on two tensors, with broadcasting.
import { type Graph, sameShape, type Value } from '../graph.ts';
import { broadcastShape, cast, type Kernel, type Kernels, operand, operands } from './kernel.ts';

/** An operand that is one number needs no tensor of its own when the other one already has the shape of the result. */
function slim(graph: Graph, value: Value, other: Value, shape: readonly number[]): Value {
  return value.fill !== undefined && sameShape(other.shape, shape) ? graph.scalar(value.fill, value.type) : value;
}

function record(graph: Graph, op: string, [a, b]: readonly [Value, Value], type: Value['type']): Value {
  const shape = broadcastShape(a.shape, b.shape);
  return graph.add(op, [slim(graph, a, b, shape), slim(graph, b, a, shape)], { type, shape });
}

const both = (call: Parameters<Kernel>[0]): readonly [Value, Value] => [operand(call, 'a'), operand(call, 'b')];

/**
 * @param ofNumbers lets constants be computed while recording
 * @param neutral the number that, on that side, leaves the other operand as it is
 */
function arithmetic(
  op: string,
  ofNumbers: (a: number, b: number) => number,
  neutral: { readonly left?: number; readonly right?: number } = {},
): Kernel {
  return (call) => {
    const [a, b] = both(call);
    const shape = broadcastShape(a.shape, b.shape);
    if (a.fill !== undefined && b.fill !== undefined && a.type === 'float32') {
      return call.graph.filled(Math.fround(ofNumbers(a.fill, b.fill)), a.type, shape);
    }
    if (a.fill !== undefined && a.fill === neutral.left && sameShape(b.shape, shape)) return b;
    if (b.fill !== undefined && b.fill === neutral.right && sameShape(a.shape, shape)) return a;
    return record(call.graph, op, [a, b], a.type);
  };
}

const comparison =
  (op: string): Kernel =>
  (call) =>
    record(call.graph, op, both(call), 'bool');

const squaredDifference: Kernel = (call) => {
  const difference = record(call.graph, 'Sub', both(call), operand(call, 'a').type);
  return call.graph.add('Mul', [difference, difference], difference);
};

const notEqual: Kernel = (call) => {
  const equal = record(call.graph, 'Equal', both(call), 'bool');
  return call.graph.add('Not', [equal], equal);
};

/** The sum of a list, pair by pair, in the list's order. */
const addN: Kernel = (call) => {
  const [first, ...rest] = operands(call);
  if (first === undefined) throw new Error('AddN has no operands.');
  return rest.reduce((sum, next) => {
    if (sum.fill === 0) return next;
    return next.fill === 0 ? sum : record(call.graph, 'Add', [sum, next], sum.type);
  }, first);
};

const select: Kernel = (call) => {
  const condition = cast(call.graph, operand(call, 'condition'), 'bool');
  const yes = operand(call, 't');
  const no = operand(call, 'e');
  const shape = broadcastShape(broadcastShape(condition.shape, yes.shape), no.shape);
  const branches = [yes, no].map((branch) => slim(call.graph, branch, condition, shape));
  return call.graph.add('Where', [condition, ...branches], { type: yes.type, shape });
};

const prelu: Kernel = (call) => record(call.graph, 'PRelu', [operand(call, 'x'), operand(call, 'alpha')], 'float32');

export const binaryKernels: Kernels = {
  Add: arithmetic('Add', (a, b) => a + b, { left: 0, right: 0 }),
  AddN: addN,
  Equal: comparison('Equal'),
  Greater: comparison('Greater'),
  GreaterEqual: comparison('GreaterOrEqual'),
  Less: comparison('Less'),
  LessEqual: comparison('LessOrEqual'),
  LogicalAnd: comparison('And'),
  LogicalOr: comparison('Or'),
  Maximum: arithmetic('Max', Math.max),
  Minimum: arithmetic('Min', Math.min),
  Multiply: arithmetic('Mul', (a, b) => a * b, { left: 1, right: 1 }),
  NotEqual: notEqual,
  Pow: arithmetic('Pow', (a, b) => a ** b, { right: 1 }),
  Prelu: prelu,
  RealDiv: arithmetic('Div', (a, b) => a / b, { right: 1 }),
  Select: select,
  SquaredDifference: squaredDifference,
  Sub: arithmetic('Sub', (a, b) => a - b, { right: 0 }),
};
