import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { type HyperProblem, hyperStep } from '../../src-main/stn/hyper-step.ts';
import { crossEntropy } from '../../src-main/stn/task-loss.ts';
import { sigmoid, softplus } from '../../src-main/stn/transforms.ts';
import { plainExample } from '../support/plain-perceptron.ts';
import {
  plainLayers,
  randomBatch,
  randomParameters,
  smallEntries,
  smallPerceptron,
} from '../support/small-perceptron.ts';
import { finiteDifferences, largestDifference, normal, valuesOf } from '../support/tensors.ts';

const rows = 6;
const u = [-1.1, 0.4];
const s = [-0.4, 0.3];
const entropyWeight = 0.05;
const noise = normal<tf.Tensor2D>('perturbation', rows, 2);

function problemOf(form: HyperProblem['form'], changes: Partial<HyperProblem> = {}): HyperProblem {
  const network = smallPerceptron(form);
  const { x, answers } = randomBatch(network, rows);
  return {
    network,
    loss: crossEntropy,
    parameters: randomParameters(network),
    entries: smallEntries,
    form,
    u: tf.tensor1d(u),
    s: tf.tensor1d(s),
    x,
    answers,
    perturbation: noise,
    entropyWeight,
    ...changes,
  };
}

/** The objective's parts at other hyperparameters, in plain numbers, for fixed centre `u` and fixed noise. */
function plainObjective(problem: HyperProblem, at: { readonly u: readonly number[]; readonly s: readonly number[] }) {
  const layers = plainLayers(problem.parameters, problem.form);
  const examples = problem.x.arraySync() as number[][];
  const labels = valuesOf(problem.answers);
  const draws = problem.perturbation?.arraySync();
  const perExample = examples.map((x, row) => {
    const h = at.u.map((value, i) => {
      const perturbed =
        value + softplus(at.s[i] ?? Number.NaN) * (draws === undefined ? 0 : (draws[row]?.[i] ?? Number.NaN));
      return problem.form === 'centred' ? perturbed - (u[i] ?? Number.NaN) : perturbed;
    });
    return plainExample(layers, { x, label: labels[row] ?? Number.NaN, h });
  });
  const mean = (of: (row: number) => number): number =>
    perExample.reduce((total, _, row) => total + of(row), 0) / perExample.length;
  return {
    loss: mean((row) => perExample[row]?.loss ?? Number.NaN),
    gradientOfU: u.map((_, i) => mean((row) => perExample[row]?.gradient[i] ?? Number.NaN)),
    gradientOfS: s.map((value, i) =>
      mean((row) => (perExample[row]?.gradient[i] ?? Number.NaN) * (draws?.[row]?.[i] ?? 0) * sigmoid(value)),
    ),
  };
}

describe.each(['published', 'centred'] as const)('the hyper step of the %s form', (form) => {
  it('has the closed form of the hyper-gradient, with scales held', () => {
    const problem = problemOf(form, { perturbation: null });
    const step = hyperStep(problem);
    const plain = plainObjective(problem, { u, s });
    expect(valuesOf(step.loss)[0]).toBeCloseTo(plain.loss, 5);
    expect(largestDifference(valuesOf(step.u), plain.gradientOfU)).toBeLessThan(1e-5);
    expect(step.s).toBeNull();
  });

  it('has the closed form of both gradients, with scales tuned', () => {
    const problem = problemOf(form);
    const step = hyperStep(problem);
    const plain = plainObjective(problem, { u, s });
    const ofEntropy = s.map((value) => sigmoid(value) / softplus(value));
    const ofScale = plain.gradientOfS.map((value, i) => value - entropyWeight * (ofEntropy[i] ?? Number.NaN));
    expect(valuesOf(step.loss)[0]).toBeCloseTo(plain.loss, 5);
    expect(largestDifference(valuesOf(step.u), plain.gradientOfU)).toBeLessThan(1e-5);
    expect(largestDifference(valuesOf(step.s), ofScale)).toBeLessThan(1e-5);
  });

  it('has the gradient of finite differences around a fixed centre', () => {
    const problem = problemOf(form);
    const differences = finiteDifferences(u, (point) => plainObjective(problem, { u: point, s }).loss, 1e-6);
    expect(largestDifference(valuesOf(hyperStep(problem).u), differences)).toBeLessThan(1e-5);
  });

  it('rewards entropy: a larger weight pushes every scale up', () => {
    const small = valuesOf(hyperStep(problemOf(form, { entropyWeight: 0 })).s);
    const large = valuesOf(hyperStep(problemOf(form, { entropyWeight: 1 })).s);
    large.forEach((gradient, i) => {
      expect(gradient).toBeLessThan(small[i] ?? Number.NaN);
    });
  });
});
