// log(1 + x) and exp(x) - 1 of small x for a graphics card. How exactly a shader's log, exp and tanh are computed is the driver's affair: one
// NVIDIA H100 is off by about 1e-7 whatever the result, which is a hundredth of log(1 + 1e-5), and so of a weight decay of that size. The
// recorded forms (kernels/elementwise.ts) are right only where these functions are exact to the last digit.
import type { Graph } from './graph.ts';
import { arithmetic } from './kernels/arithmetic.ts';
import { nodeOf, type Rule } from './rewrite.ts';
import type { Value } from './value.ts';

/** Below it three terms of the series are exact to 1e-6, above it the functions are to 2e-5. */
const small = 1 / 64;

/** Where(u - 1 = 0, x, x log(u) / (u - 1)) with u = 1 + x becomes Where(|x| < 1/64, x (1 - x (1/2 - x/3)), log(u)). */
const logOnePlus: Rule = (value, { graph, lookUp }) => {
  const [isLost, x] = nodeOf(value, 'Where')?.inputs ?? [];
  const rounded = isLost === undefined ? undefined : nodeOf(isLost, 'Equal')?.inputs[0];
  const sum = rounded === undefined ? undefined : nodeOf(rounded, 'Sub')?.inputs[0];
  if (x === undefined || sum === undefined || nodeOf(sum, 'Add')?.inputs[0] !== x) return null;
  const inner = lookUp(x);
  const series = ofSmall(graph, inner, { second: 1 / 2, third: 1 / 3, operator: 'Sub' });
  return chosen(graph, { x: inner, series, otherwise: graph.node('Log', [lookUp(sum)], value) });
};

/** tanh(x / 2) (exp(x) + 1) becomes Where(|x| < 1/64, x (1 + x (1/2 + x/6)), exp(x) - 1). */
const expMinusOne: Rule = (value, { graph, lookUp }) => {
  const [half, sum] = nodeOf(value, 'Mul')?.inputs ?? [];
  const exponential = sum === undefined ? undefined : nodeOf(sum, 'Add')?.inputs[0];
  const x = exponential === undefined ? undefined : nodeOf(exponential, 'Exp')?.inputs[0];
  const halved = half === undefined ? undefined : nodeOf(half, 'Tanh')?.inputs[0];
  if (x === undefined || exponential === undefined || halved === undefined) return null;
  if (nodeOf(halved, 'Mul')?.inputs[0] !== x) return null;
  const inner = lookUp(x);
  const series = ofSmall(graph, inner, { second: 1 / 2, third: 1 / 6, operator: 'Add' });
  const otherwise = arithmetic(graph, 'Sub', lookUp(exponential), scalar(graph, 1));
  return chosen(graph, { x: inner, series, otherwise });
};

/** Both, wherever they stand. */
export const bySeries: Rule = (value, place) => logOnePlus(value, place) ?? expMinusOne(value, place);

function scalar(graph: Graph, value: number): Value {
  return graph.fill(value, { shape: [], type: 'float32' });
}

interface Terms {
  readonly second: number;
  readonly third: number;
  readonly operator: 'Add' | 'Sub';
}

/** x (1 ± x (second ± third x)). */
function ofSmall(graph: Graph, x: Value, { second, third, operator }: Terms): Value {
  const last = arithmetic(graph, 'Mul', x, scalar(graph, third));
  const inner = arithmetic(graph, operator, scalar(graph, second), last);
  const outer = arithmetic(graph, operator, scalar(graph, 1), arithmetic(graph, 'Mul', x, inner));
  return arithmetic(graph, 'Mul', x, outer);
}

interface Choice {
  readonly x: Value;
  readonly series: Value;
  readonly otherwise: Value;
}

function chosen(graph: Graph, { x, series, otherwise }: Choice): Value {
  const size = graph.node('Abs', [x], x);
  const isSmall = graph.node('Less', [size, scalar(graph, small)], { shape: x.shape, type: 'bool' });
  return graph.node('Where', [isSmall, series, otherwise], x);
}
