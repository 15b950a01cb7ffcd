// What one hyperparameter step of a method costs, in training steps of the ordinary network: for estimates and for what is said before.
import type { MethodConfig } from './method-config.ts';

/**
 * Training batches over which the method `implicit` averages second derivatives. The Hessian of one batch of 64 lacks most of the
 * curvature that the whole training loss has, and its inverse makes up for it by large steps along what is missing.
 */
export const curvatureBatches = 4;

/**
 * Training steps that take as long as one hyperparameter step; null for methods whose hyperparameter step is an ordinary pass.
 * Measured on 784-128-128-10 at batches of 128: 40 for `implicit` with 10 terms, 9 for `unrolled` over 5 steps. A product with the Hessian
 * takes one backward pass through a gradient that all products share.
 */
export function workOfHyperStep(method: MethodConfig): number | null {
  switch (method.name) {
    case 'implicit':
      return (method.terms + 1) * curvatureBatches;
    case 'unrolled':
      return 2 * method.unrolledSteps;
    default:
      return null;
  }
}
