// Applies the inverse of a symmetric matrix that is only known by its products: conjugate gradients and the Neumann series. Both are a
// fixed number of products, because a compiled program cannot stop early: where there is nothing more to win, later ones change nothing.
import * as tf from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../stn/network.ts';
import { dot, plus, times } from './vectors.ts';

/** The matrix: A v. */
export type Product = (vector: NamedTensors) => NamedTensors;

/** Square of the relative residual at which float32 has nothing more to give. */
const smallestShare = 1e-10;
/** Keeps divisions by sums of squares that are zero from being 0/0. */
const tiny = 1e-30;

const asNumber = (condition: tf.Tensor): tf.Scalar => tf.cast(condition, 'float32') as tf.Scalar;

/**
 * x with A x = b, after so many products. A network's Hessian need not be positive: at a direction without positive curvature the search
 * ends with what it has; if that is the first, with the step that the same curvature turned positive would make.
 * @param least curvature below which the first direction's is not taken to lie, such as the damping
 * Source: Hestenes & Stiefel 1952; ending at negative curvature: Steihaug 1983, Martens 2010.
 */
export function conjugateGradients(
  product: Product,
  b: NamedTensors,
  { terms, least }: { readonly terms: number; readonly least: number },
): NamedTensors {
  const square = dot(b, b);
  let x = times(b, 0);
  let [residual, direction, residualSquare] = [b, b, square];
  let going: tf.Scalar = tf.scalar(1);
  for (let term = 0; term < terms; term++) {
    const image = product(direction);
    const curvature = dot(direction, image);
    const isCurved = asNumber(tf.greater(curvature, 0));
    const isLeft = asNumber(tf.greater(residualSquare, tf.mul(square, smallestShare)));
    const open = tf.mul(going, isLeft) as tf.Scalar;
    going = tf.mul(open, isCurved) as tf.Scalar;
    const below = term === 0 ? tf.maximum(tf.abs(curvature), tf.mul(square, least)) : curvature;
    const length = tf.mul(tf.div(residualSquare, tf.maximum(below, tiny)), term === 0 ? open : going) as tf.Scalar;
    x = plus(x, direction, length);
    if (term === terms - 1) break;
    residual = plus(residual, image, tf.neg(length) as tf.Scalar);
    const next = dot(residual, residual);
    direction = plus(residual, direction, tf.div(next, tf.maximum(residualSquare, tiny)) as tf.Scalar);
    residualSquare = next;
  }
  return x;
}

/**
 * rate * sum over j = 0 .. terms of (I - rate A)^j b, which tends to A^-1 b where rate lies below 2 over A's largest eigenvalue. Where it
 * does not, or where A has a negative one, terms would grow: the sum ends before the first that does.
 * Source: Lorraine, Vicol & Duvenaud 2020, algorithm 3.
 */
export function neumannSeries(
  product: Product,
  b: NamedTensors,
  { terms, rate }: { readonly terms: number; readonly rate: number },
): NamedTensors {
  let [sum, term, square] = [b, b, dot(b, b)];
  let going: tf.Scalar = tf.scalar(1);
  for (let count = 0; count < terms; count++) {
    const next = plus(term, product(term), -rate);
    const nextSquare = dot(next, next);
    going = tf.mul(going, asNumber(tf.lessEqual(nextSquare, square))) as tf.Scalar;
    // Once it has grown it must not grow until it is infinite: infinity times nothing is no number.
    term = times(next, going);
    square = tf.mul(nextSquare, going) as tf.Scalar;
    sum = plus(sum, term);
  }
  return times(sum, rate);
}
