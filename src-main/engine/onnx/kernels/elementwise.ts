// Elementwise operators of one operand: plain ones are a line in a table, the rest are composed so that they stay exact near zero.
import type { Graph } from '../graph.ts';
import type { Attributes, Value } from '../value.ts';
import { arithmetic } from './arithmetic.ts';
import { cast } from './cast.ts';
import { type KernelFamily, kernel, type TraceKernel } from './kernel.ts';

function unary(graph: Graph, operator: string, x: Value, attributes: Attributes = {}): Value {
  return graph.node(operator, [x], { shape: x.shape, type: x.type }, attributes);
}

function plain(operator: string): TraceKernel {
  return kernel<'x'>((graph, { x }) => unary(graph, operator, x));
}

function scalar(graph: Graph, value: number): Value {
  return graph.fill(value, { shape: [], type: 'float32' });
}

function isAbove(graph: Graph, x: Value, threshold: number): Value {
  return graph.node('Greater', [x, graph.fill(threshold, { shape: [], type: x.type })], {
    shape: x.shape,
    type: 'bool',
  });
}

/** log(1 + x) without losing small x: x * log(u) / (u - 1) with u = 1 + x rounded. Source: Kahan; Higham 2002, section 1.14.1. */
function logOnePlus(graph: Graph, x: Value): Value {
  const sum = arithmetic(graph, 'Add', x, scalar(graph, 1));
  const rounded = arithmetic(graph, 'Sub', sum, scalar(graph, 1));
  const isLost = graph.node('Equal', [rounded, scalar(graph, 0)], { shape: x.shape, type: 'bool' });
  const corrected = arithmetic(graph, 'Mul', x, arithmetic(graph, 'Div', unary(graph, 'Log', sum), rounded));
  return graph.node('Where', [isLost, x, corrected], { shape: x.shape, type: x.type });
}

/** exp(x) - 1 without losing small x: tanh(x / 2) (exp(x) + 1). */
function expMinusOne(graph: Graph, x: Value): Value {
  const half = unary(graph, 'Tanh', arithmetic(graph, 'Mul', x, scalar(graph, 0.5)));
  return arithmetic(graph, 'Mul', half, arithmetic(graph, 'Add', unary(graph, 'Exp', x), scalar(graph, 1)));
}

/** max(x, 0) + log(1 + exp(-|x|)): ONNX Runtime's own Softplus is 0 from x = -17 down, and off by a thousandth at -10. */
function softplus(graph: Graph, x: Value): Value {
  const small = unary(graph, 'Exp', unary(graph, 'Neg', unary(graph, 'Abs', x)));
  return arithmetic(graph, 'Add', unary(graph, 'Relu', x), logOnePlus(graph, small));
}

/** 1 / (1 + exp(-x)): ONNX Runtime's own Sigmoid is off by a tenth of its value at -12. */
function sigmoid(graph: Graph, x: Value): Value {
  const small = unary(graph, 'Exp', unary(graph, 'Neg', x));
  return unary(graph, 'Reciprocal', arithmetic(graph, 'Add', small, scalar(graph, 1)));
}

/** 1 above zero, `alpha` elsewhere. */
function step(graph: Graph, x: Value, alpha: number): Value {
  const isPositive = isAbove(graph, x, 0);
  if (alpha === 0) return cast(graph, isPositive, x.type);
  return graph.node('Where', [isPositive, scalar(graph, 1), scalar(graph, alpha)], { shape: x.shape, type: x.type });
}

const operators = [
  'Abs',
  'Neg',
  'Sign',
  'Floor',
  'Ceil',
  'Round',
  'Exp',
  'Log',
  'Sqrt',
  'Reciprocal',
  'Relu',
  'Elu',
  'Selu',
];
const functions = [
  'Tanh',
  'Erf',
  'Sin',
  'Cos',
  'Tan',
  'Asin',
  'Acos',
  'Atan',
  'Sinh',
  'Cosh',
  'Asinh',
  'Acosh',
  'Atanh',
];

export const elementwiseKernels: KernelFamily = {
  ...Object.fromEntries([...operators, ...functions].map((name) => [name, plain(name)])),
  Square: kernel<'x'>((graph, { x }) => arithmetic(graph, 'Mul', x, x)),
  Rsqrt: kernel<'x'>((graph, { x }) => unary(graph, 'Reciprocal', unary(graph, 'Sqrt', x))),
  Log1p: kernel<'x'>((graph, { x }) => logOnePlus(graph, x)),
  Expm1: kernel<'x'>((graph, { x }) => expMinusOne(graph, x)),
  Sigmoid: kernel<'x'>((graph, { x }) => sigmoid(graph, x)),
  Softplus: kernel<'x'>((graph, { x }) => softplus(graph, x)),
  Step: kernel<'x', { alpha: number }>((graph, { x }, { alpha }) => step(graph, x, alpha)),
  LeakyRelu: kernel<'x', { alpha: number }>((graph, { x }, { alpha }) =>
    unary(graph, 'LeakyRelu', x, { alpha: { float: alpha } }),
  ),
  Prelu: kernel<'x' | 'alpha'>((graph, { x, alpha }) => graph.node('PRelu', [x, alpha], x)),
  Relu6: kernel<'x'>((graph, { x }) => graph.node('Clip', [x, scalar(graph, 0), scalar(graph, 6)], x)),
  ClipByValue: kernel<'x', { clipValueMin: number; clipValueMax: number }>(
    (graph, { x }, { clipValueMin, clipValueMax }) => {
      const bound = (value: number): Value => graph.fill(value, { shape: [], type: x.type });
      return graph.node('Clip', [x, bound(clipValueMin), bound(clipValueMax)], x);
    },
  ),
  /** Gradient of elu from its output y: 1 above zero, y + 1 below. */
  EluGrad: kernel<'dy' | 'y'>((graph, { dy, y }) => {
    const slope = graph.node('Min', [arithmetic(graph, 'Add', y, scalar(graph, 1)), scalar(graph, 1)], y);
    return arithmetic(graph, 'Mul', dy, slope);
  }),
};
