// Elementwise operations on one tensor.
import type { Graph, Value } from '../graph.ts';
import { cast, type Kernel, type Kernels, numberOf, operand } from './kernel.ts';

/** One ONNX node that keeps type and shape. A tensor filled with one number is computed at once. */
function plain(op: string, ofNumber?: (x: number) => number): Kernel {
  return (call) => {
    const x = operand(call, 'x');
    if (x.fill !== undefined && ofNumber !== undefined) {
      return call.graph.filled(Math.fround(ofNumber(x.fill)), x.type, x.shape);
    }
    return call.graph.add(op, [x], x);
  };
}

/** A number as a rank-0 tensor of x's type. */
const like = (graph: Graph, x: Value, value: number): Value => graph.scalar(value, x.type);

const boolOf = (x: Value) => ({ type: 'bool', shape: x.shape }) as const;

/** 1 where x > 0, elsewhere `alpha`; with alpha 0 it is the gradient of relu. */
const step: Kernel = (call) => {
  const x = operand(call, 'x');
  const isPositive = call.graph.add('Greater', [x, like(call.graph, x, 0)], boolOf(x));
  const alpha = (call.attrs.alpha as number | undefined) ?? 0;
  if (alpha === 0) return cast(call.graph, isPositive, x.type);
  return call.graph.add('Where', [isPositive, like(call.graph, x, 1), like(call.graph, x, alpha)], x);
};

const clipBetween = (call: Parameters<Kernel>[0], bounds: readonly [number, number]): Value => {
  const x = operand(call, 'x');
  return call.graph.add('Clip', [x, ...bounds.map((bound) => like(call.graph, x, bound))], x);
};

const square: Kernel = (call) => {
  const x = operand(call, 'x');
  if (x.fill !== undefined) return call.graph.filled(Math.fround(x.fill ** 2), x.type, x.shape);
  return call.graph.add('Mul', [x, x], x);
};

const rsqrt: Kernel = (call) => {
  const x = operand(call, 'x');
  return call.graph.add('Reciprocal', [call.graph.add('Sqrt', [x], x)], x);
};

/** Below this magnitude 1 + x drops most digits of x, and two terms of the series are exact to float32. */
const seriesBelow = 1e-3;

/** `plainForm` for large x, x + `factor` x² for small. */
function withSeries(call: Parameters<Kernel>[0], factor: number, plainForm: (graph: Graph, x: Value) => Value): Value {
  const x = operand(call, 'x');
  const { graph } = call;
  const term = graph.add('Mul', [graph.add('Mul', [x, x], x), like(graph, x, factor)], x);
  const isSmall = graph.add('Less', [graph.add('Abs', [x], x), like(graph, x, seriesBelow)], boolOf(x));
  return graph.add('Where', [isSmall, graph.add('Add', [x, term], x), plainForm(graph, x)], x);
}

const log1p: Kernel = (call) =>
  withSeries(call, -0.5, (graph, x) => graph.add('Log', [graph.add('Add', [x, like(graph, x, 1)], x)], x));

const expm1: Kernel = (call) =>
  withSeries(call, 0.5, (graph, x) => graph.add('Sub', [graph.add('Exp', [x], x), like(graph, x, 1)], x));

const testFor =
  (op: 'IsNaN' | 'IsInf'): Kernel =>
  (call) =>
    call.graph.add(op, [operand(call, 'x')], boolOf(operand(call, 'x')));

/** NaN - NaN and infinity - infinity are NaN; every other difference of a number with itself is 0. */
const finiteTest: Kernel = (call) => {
  const x = operand(call, 'x');
  return call.graph.add('Equal', [call.graph.add('Sub', [x, x], x), like(call.graph, x, 0)], boolOf(x));
};

/** dy where y >= 0, else dy (y + 1). */
const eluGradient: Kernel = (call) => {
  const dy = operand(call, 'dy');
  const y = operand(call, 'y');
  const { graph } = call;
  const isPositive = graph.add('GreaterOrEqual', [y, like(graph, y, 0)], boolOf(y));
  const scaled = graph.add('Mul', [dy, graph.add('Add', [y, like(graph, y, 1)], y)], y);
  return graph.add('Where', [isPositive, dy, scaled], y);
};

const withAlpha =
  (op: string, alphaOf: (call: Parameters<Kernel>[0]) => number): Kernel =>
  (call) =>
    call.graph.add(op, [operand(call, 'x')], operand(call, 'x'), { alpha: { float: alphaOf(call) } });

const castKernel: Kernel = (call) => {
  const dtype = call.attrs.dtype as string;
  if (dtype !== 'float32' && dtype !== 'int32' && dtype !== 'bool') throw new Error(`Cannot cast to ${dtype}.`);
  return cast(call.graph, operand(call, 'x'), dtype);
};

export const unaryKernels: Kernels = {
  Abs: plain('Abs', Math.abs),
  Cast: castKernel,
  Ceil: plain('Ceil', Math.ceil),
  ClipByValue: (call) => clipBetween(call, [numberOf(call, 'clipValueMin'), numberOf(call, 'clipValueMax')]),
  Cos: plain('Cos'),
  Elu: withAlpha('Elu', () => 1),
  EluGrad: eluGradient,
  Erf: plain('Erf'),
  Exp: plain('Exp', Math.exp),
  Expm1: expm1,
  Floor: plain('Floor', Math.floor),
  Identity: (call) => operand(call, 'x'),
  IsFinite: finiteTest,
  IsInf: testFor('IsInf'),
  IsNan: testFor('IsNaN'),
  LeakyRelu: withAlpha('LeakyRelu', (call) => numberOf(call, 'alpha')),
  Log: plain('Log', Math.log),
  Log1p: log1p,
  LogicalNot: plain('Not'),
  Neg: plain('Neg', (x) => -x),
  Reciprocal: plain('Reciprocal', (x) => 1 / x),
  Relu: plain('Relu', (x) => Math.max(0, x)),
  Relu6: (call) => clipBetween(call, [0, 6]),
  Round: plain('Round'),
  Rsqrt: rsqrt,
  Sigmoid: plain('Sigmoid'),
  Sign: plain('Sign', Math.sign),
  Sin: plain('Sin'),
  Softplus: plain('Softplus'),
  Sqrt: plain('Sqrt', Math.sqrt),
  Square: square,
  Step: step,
  Tan: plain('Tan'),
  Tanh: plain('Tanh'),
};
