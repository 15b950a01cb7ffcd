// Tells programs that go through time from others: their products are small and many, and follow each other with little in between. What is
// done about it is in session.ts.
import { recordedOf } from './rewrite.ts';
import type { Value } from './value.ts';

/** So many products with one matrix; a layer that is no LSTM has two to four a step, and a cycle has at most four steps. */
const manyProducts = 17;

/** Whether one matrix that is not known beforehand is the right side of many products: the weights from each time to the next. */
export function isRecurrent(outputs: readonly Value[]): boolean {
  const { values, usersOf } = recordedOf(outputs);
  return values.some((value) => {
    const isComputed = value.origin.kind === 'node' || value.origin.kind === 'input';
    return isComputed && usersOf(value).filter((user) => isProductWith(user, value)).length >= manyProducts;
  });
}

function isProductWith({ origin }: Value, right: Value): boolean {
  return origin.kind === 'node' && ['Gemm', 'MatMul'].includes(origin.operator) && origin.inputs[1] === right;
}
