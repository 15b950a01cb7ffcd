// Method `hypernetwork`: the weights of a small dense network are all given by another network, from the hyperparameters. Training steps
// move that one at hyperparameters drawn around a centre; validation steps move the hyperparameters through it.
// Source: Lorraine & Duvenaud 2018, algorithms 2 (global) and 3 (local).
import * as tf from '@tensorflow/tfjs-core';
import type { HypernetworkConfig } from '../../src-shared/domain/method-config.ts';
import { hypernetwork as buildHypernetwork, type Hypernetwork } from '../bilevel/hypernetwork.ts';
import type { NamedTensors, TensorSpecs } from '../engine/engine.ts';
import { adam } from '../optim/adam.ts';
import { optimizerFrom } from '../optim/from-config.ts';
import { gradientsOf, select } from '../stn/gradients.ts';
import { objective } from '../stn/train-step.ts';
import { type CurrentValues, currentValues } from './current-values.ts';
import type { Learner, LearningProblem, StepPlan } from './method.ts';
import { refuseMisfit } from './misfit.ts';
import {
  applyGradients,
  evaluationProgram,
  exampleLoss,
  float,
  floatSpecs,
  initialParameters,
  stepSpecs,
  trainBatch,
  trainedWeights,
  trainNoise,
  zeros,
} from './programs.ts';

interface Settled {
  readonly problem: LearningProblem;
  readonly config: HypernetworkConfig;
  readonly values: CurrentValues;
  readonly given: Hypernetwork;
  readonly state: TensorSpecs;
  /** Names of all parameters of the hypernetwork. */
  readonly names: readonly string[];
  /** Length of an offset of 1 in unconstrained space: the draws' deviation, for all of them together. */
  readonly unit: number;
}

/** What offsets are measured from: where the hyperparameters start (global), or where they are (local). */
const centreName = 'centre';
const drawInput = 'draw';

/** Builds the learner. @throws AppError `methods/misfit` where the network is not dense, or the hypernetwork would be too large */
export function hypernetwork(problem: LearningProblem, config: HypernetworkConfig): Learner {
  refuseMisfit(problem);
  const { tuned } = problem.hyperparameters;
  const values = currentValues(problem);
  const { model } = values;
  const given = buildHypernetwork(model.parameters, { hidden: config.hidden, hyperparameters: tuned.length });
  const shapes = Object.fromEntries(given.parameters.map(({ name, shape }) => [name, shape]));
  const slots = { ...optimizerFrom(problem.training.optimizer).slots(shapes), ...adam().slots({ u: [tuned.length] }) };
  const vectors = { u: float(tuned.length), [centreName]: float(tuned.length) };
  const state: TensorSpecs = { ...floatSpecs({ ...shapes, ...slots }), ...values.specs, ...vectors };
  const unit = config.spread * Math.sqrt(tuned.length);
  const settled: Settled = { problem, config, values, given, state, names: Object.keys(shapes), unit };
  return {
    model,
    hyperparameters: tuned,
    state,
    initialState: (noise) => {
      const start = values.start();
      return {
        ...initialParameters(given.parameters, noise),
        ...zeros(slots),
        ...start,
        [centreName]: Float32Array.from(start.u ?? []),
      };
    },
    trainStep: trainPlan(settled),
    hyperStep: hyperPlan(settled),
    warmUpEpochs: config.warmUpEpochs,
    alternation: { trainSteps: config.trainSteps, hyperSteps: config.validationSteps },
    evaluation: (rows) => {
      const program = evaluationProgram(problem, { model, state: {}, rows, response: () => null });
      return {
        ...program,
        state: { ...floatSpecs(shapes), ...vectors },
        body: (tensors, inputs) => program.body(weightsAt(settled, tensors, tensors.u as tf.Tensor1D), inputs),
      };
    },
    generation: null,
    movesScales: false,
    hyperparameterState: ['u'],
    read: values.read,
  };
}

function offsetOf({ unit }: Pick<Settled, 'unit'>, u: tf.Tensor1D, centre: tf.Tensor): tf.Tensor1D {
  return tf.div(tf.sub(u, centre), unit) as tf.Tensor1D;
}

/** All weights of the network for hyperparameters u [H]. */
function weightsAt(settled: Settled, parameters: NamedTensors, u: tf.Tensor1D, centre = parameters[centreName]) {
  return settled.given.weightsAt(parameters, offsetOf(settled, u, centre as tf.Tensor));
}

/** The whole batch at two opposite draws: what both have in common drops out of the maps' gradient, and with it most of its noise. */
function trainPlan(settled: Settled): StepPlan {
  const { problem, config, values, state, names } = settled;
  const { model } = values;
  const rows = problem.trainBatch;
  const noise = trainNoise(model, rows);
  const size = problem.hyperparameters.tuned.length;
  const loss = exampleLoss(problem);
  return {
    rows,
    noise: [...noise.feeds, { input: drawInput, stream: 'train/draw', kind: 'normal', size }],
    program: {
      name: 'train',
      state,
      inputs: {
        ...stepSpecs(problem, model, rows),
        ...noise.specs,
        [drawInput]: float(size),
        learningRate: float(),
      },
      body: (tensors, inputs) => {
        const batch = trainBatch({ model, state: tensors, inputs });
        const middle = tensors[config.scope === 'global' ? centreName : 'u'] as tf.Tensor1D;
        const draw = tf.mul(inputs[drawInput] as tf.Tensor, config.spread);
        const drawn = [tf.add(middle, draw), tf.sub(middle, draw)] as readonly tf.Tensor1D[];
        const step = gradientsOf(select(tensors, names), (parameters) => {
          const losses = drawn.map((u) => {
            const drawnValues = values.at(tensors, u);
            const weights = weightsAt(settled, parameters, u, tensors[centreName]);
            return objective({ network: model, loss, parameters: weights, batch }, weights, {
              response: null,
              valueOf: (name) => drawnValues[name] ?? null,
              noise: batch.noise,
            }).value;
          });
          return tf.mean(tf.stack(losses)) as tf.Scalar;
        });
        const next = trainedWeights(problem, {
          state: tensors,
          gradients: step.gradients,
          learningRate: inputs.learningRate as tf.Tensor,
        });
        return { state: next, results: { loss: step.value } };
      },
    },
  };
}

/** Locally the centre moves with the hyperparameters, and the bases so that the weights there stay what they are. */
function hyperPlan(settled: Settled): StepPlan {
  const { problem, config, values, given, state } = settled;
  const { model } = values;
  const rows = problem.validationBatch;
  const loss = exampleLoss(problem);
  return {
    rows,
    noise: [],
    program: {
      name: 'hyper',
      state,
      inputs: stepSpecs(problem, model, rows),
      body: (tensors, inputs) => {
        const { value, gradients } = gradientsOf({ u: tensors.u as tf.Tensor }, ({ u }) => {
          const weights = weightsAt(settled, tensors, u as tf.Tensor1D);
          const at = { response: null, valueOf: () => null, noise: null };
          const { output } = model.forward(weights, inputs.x as tf.Tensor, at);
          return tf.mean(loss(output, inputs.answers as tf.Tensor1D)) as tf.Scalar;
        });
        const moved = applyGradients({
          optimizer: adam(),
          state: tensors,
          gradients,
          learningRate: tf.scalar(config.hyperparameterLearningRate),
        });
        const u = moved.u as tf.Tensor1D;
        const recentred =
          config.scope === 'global'
            ? {}
            : {
                ...given.movedBases(tensors, offsetOf(settled, u, tensors[centreName] as tf.Tensor)),
                [centreName]: tf.clone(u),
              };
        return { state: { ...moved, ...recentred }, results: { loss: value } };
      },
    },
  };
}
