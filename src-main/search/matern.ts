// The Matérn 5/2 covariance with a length of its own for every axis: how alike the losses of two places are.
// Source: Rasmussen & Williams 2006, equation 4.17; Snoek, Larochelle & Adams 2012, section 3.1.

const rootFive = Math.sqrt(5);

/** What a covariance depends on; the process fits all of it to the trials. */
export interface KernelSettings {
  /** Of each axis, in units of the axis: how far apart places are alike. */
  readonly lengths: Float64Array;
  /** Variance of the losses over the space. */
  readonly variance: number;
}

/** Squared distance of two places, each axis in its length. */
export function scaledSquare(left: ArrayLike<number>, right: ArrayLike<number>, lengths: Float64Array): number {
  let sum = 0;
  for (let axis = 0; axis < lengths.length; axis += 1) {
    const apart = ((left[axis] as number) - (right[axis] as number)) / (lengths[axis] as number);
    sum += apart * apart;
  }
  return sum;
}

/** Correlation of two places: (1 + √5 r + 5/3 r²) exp(-√5 r). */
export function matern(square: number): number {
  const far = rootFive * Math.sqrt(square);
  return (1 + far + (far * far) / 3) * Math.exp(-far);
}

/** Minus twice the derivative of {@link matern} by the squared distance: 5/3 (1 + √5 r) exp(-√5 r). Finite at 0. */
export function maternFall(square: number): number {
  const far = rootFive * Math.sqrt(square);
  return (5 / 3) * (1 + far) * Math.exp(-far);
}
