// What methods share that tune an ordinary network's hyperparameters by second derivatives: training steps at the current values, a
// hyperparameter step that reads training batches beside a validation batch, evaluation, state. The hypergradient is each method's own.
import * as tf from '@tensorflow/tfjs-core';
import type { HyperparameterName } from '../../src-shared/domain/hyperparameter.ts';
import type { ImplicitConfig, UnrolledConfig } from '../../src-shared/domain/method-config.ts';
import { lossTwice, registerSecondDerivatives } from '../bilevel/differentiable-twice.ts';
import type { Hypergradient, ValidationLoss } from '../bilevel/hypergradient.ts';
import type { Place, TrainingObjective } from '../bilevel/training-objective.ts';
import type { NamedTensors, TensorSpecs } from '../engine/engine.ts';
import { adam } from '../optim/adam.ts';
import { optimizerFrom } from '../optim/from-config.ts';
import { select } from '../stn/gradients.ts';
import { constrainTensor } from '../stn/hyperparameter-vector.ts';
import type { Conditions } from '../stn/network.ts';
import { objective, plainTrainStep } from '../stn/train-step.ts';
import { constrain, unconstrain } from '../stn/transforms.ts';
import type { Model } from '../zoo/model.ts';
import { buildModel } from '../zoo/registry.ts';
import { type Learner, type LearningProblem, type StepPlan, trainingBatchInput } from './method.ts';
import { refuseMisfit } from './misfit.ts';
import {
  applyGradients,
  batchSpecs,
  clipped,
  dataOf,
  evaluationProgram,
  exampleLoss,
  float,
  floatSpecs,
  heldName,
  initialParameters,
  parameterShapes,
  stepSpecs,
  trainBatch,
  trainNoise,
  zeros,
} from './programs.ts';

/** What a hyperparameter step has to go by. */
export interface Levels {
  readonly place: Place;
  /** Training loss of batches that follow, counted from 0; of several together the mean. */
  readonly objectiveOf: (...batches: readonly number[]) => TrainingObjective;
  readonly validation: ValidationLoss;
  /** Scalar; that of the training step before. */
  readonly learningRate: tf.Scalar;
}

/** How a method tunes. */
export interface Tuning {
  readonly config: ImplicitConfig | UnrolledConfig;
  /** Training batches that a hyperparameter step reads. */
  readonly batches: number;
  readonly hypergradient: (levels: Levels) => Hypergradient;
}

interface Settled {
  readonly problem: LearningProblem;
  readonly tuning: Tuning;
  readonly model: Model;
  readonly state: TensorSpecs;
  /** Values in the unit people see, scalars by name. */
  readonly valuesAt: (state: NamedTensors, u: tf.Tensor1D) => NamedTensors;
}

/**
 * Builds the learner.
 */
export function plainTuning(problem: LearningProblem, tuning: Tuning): Learner {
  refuseMisfit(problem);
  registerSecondDerivatives();
  const { config } = tuning;
  const { tuned, held } = problem.hyperparameters;
  const heldNames = Object.keys(held) as HyperparameterName[];
  const model = buildModel(problem.model, {
    ...dataOf(problem),
    form: 'none',
    hyperparameters: 0,
    active: new Set([...tuned.map(({ name }) => name), ...heldNames]),
  });
  const shapes = parameterShapes(model);
  const slots = { ...optimizerFrom(problem.training.optimizer).slots(shapes), ...adam().slots({ u: [tuned.length] }) };
  const state: TensorSpecs = {
    ...floatSpecs({ ...shapes, ...slots }),
    ...Object.fromEntries(heldNames.map((name) => [heldName(name), float()])),
    u: float(tuned.length),
  };
  const valuesAt: Settled['valuesAt'] = (tensors, u) => ({
    ...Object.fromEntries(heldNames.map((name) => [name, tensors[heldName(name)] as tf.Tensor])),
    ...Object.fromEntries(
      tuned.map(({ name, range }, index) => [name, constrainTensor(tf.reshape(tf.slice(u, [index], [1]), []), range)]),
    ),
  });
  const settled: Settled = { problem, tuning, model, state, valuesAt };
  return {
    model,
    hyperparameters: tuned,
    state,
    initialState: (noise) => ({
      ...initialParameters(model.parameters, noise),
      ...zeros(slots),
      ...Object.fromEntries(heldNames.map((name) => [heldName(name), Float32Array.of(held[name] ?? Number.NaN)])),
      u: Float32Array.from(tuned, ({ start, range }) => unconstrain(start, range)),
    }),
    trainStep: trainPlan(settled),
    hyperStep: hyperPlan(settled),
    warmUpEpochs: config.warmUpEpochs,
    alternation: { trainSteps: config.trainSteps, hyperSteps: config.validationSteps },
    evaluation: (rows) => evaluationProgram(problem, { model, state: floatSpecs(shapes), rows, response: () => null }),
    generation: null,
    movesScales: false,
    hyperparameterState: ['u'],
    read: ({ u }) => ({
      values: tuned.map(({ range }, index) => constrain(u?.[index] ?? Number.NaN, range)),
      scales: [],
    }),
  };
}

function trainPlan({ problem, model, state, valuesAt }: Settled): StepPlan {
  const rows = problem.trainBatch;
  const noise = trainNoise(model, rows);
  return {
    rows,
    noise: noise.feeds,
    program: {
      name: 'train',
      state,
      inputs: { ...stepSpecs(problem, model, rows), ...noise.specs, learningRate: float() },
      body: (tensors, inputs) => {
        const batch = trainBatch({ model, state: tensors, inputs });
        const { loss, gradients } = plainTrainStep(
          { network: model, loss: exampleLoss(problem), parameters: tensors, batch },
          valuesAt(tensors, tensors.u as tf.Tensor1D),
        );
        const next = applyGradients({
          optimizer: optimizerFrom(problem.training.optimizer),
          state: tensors,
          gradients: clipped(gradients, problem.training.clipNorm),
          learningRate: inputs.learningRate as tf.Tensor,
        });
        return { state: next, results: { loss } };
      },
    },
  };
}

/** Specs of the training batches that a hyperparameter step reads. */
function batchesAhead(problem: LearningProblem, batches: number): TensorSpecs {
  const { x, answers } = batchSpecs(problem, problem.trainBatch);
  return Object.fromEntries(
    Array.from({ length: batches }, (_, batch) => [
      [trainingBatchInput(batch, 'x'), x],
      [trainingBatchInput(batch, 'answers'), answers],
    ]).flat(),
  );
}

function hyperPlan({ problem, tuning, model, state, valuesAt }: Settled): StepPlan {
  const rows = problem.validationBatch;
  const { batches, config } = tuning;
  const noise = trainNoise(model, batches * problem.trainBatch);
  const loss = exampleLoss(problem);
  return {
    rows,
    noise: noise.feeds.map((feed) => ({ ...feed, stream: `hyper/${feed.input}` })),
    trainingBatches: { count: batches, rows: problem.trainBatch },
    program: {
      name: 'hyper',
      state,
      inputs: {
        ...stepSpecs(problem, model, rows),
        ...batchesAhead(problem, batches),
        ...noise.specs,
        learningRate: float(),
      },
      body: (tensors, inputs) => {
        const step = tuning.hypergradient({
          place: { weights: select(tensors, model.general), u: tensors.u as tf.Tensor1D },
          objectiveOf: (...chosen) => objectiveOf({ problem, model, valuesAt }, { tensors, inputs }, chosen),
          validation: (weights) => {
            const at: Conditions = { response: null, valueOf: () => null, noise: null };
            const { output } = model.forward(weights, inputs.x as tf.Tensor, at);
            return tf.mean(loss(output, inputs.answers as tf.Tensor1D)) as tf.Scalar;
          },
          learningRate: inputs.learningRate as tf.Scalar,
        });
        const next = applyGradients({
          optimizer: adam(),
          state: tensors,
          gradients: { u: step.u },
          learningRate: tf.scalar(config.hyperparameterLearningRate),
        });
        return { state: next, results: { loss: step.loss } };
      },
    },
  };
}

/** The training loss of some of the batches, as one. */
function objectiveOf(
  { problem, model, valuesAt }: Pick<Settled, 'problem' | 'model' | 'valuesAt'>,
  { tensors, inputs }: { readonly tensors: NamedTensors; readonly inputs: NamedTensors },
  chosen: readonly number[],
): TrainingObjective {
  const rows = problem.trainBatch;
  const joined = (parts: readonly tf.Tensor[]): tf.Tensor => {
    const [first] = parts;
    return parts.length === 1 && first !== undefined ? first : tf.concat([...parts], 0);
  };
  const read = (input: 'x' | 'answers') =>
    joined(chosen.map((batch) => inputs[trainingBatchInput(batch, input)] as tf.Tensor));
  const rowsOf = (draws: tf.Tensor) =>
    joined(
      chosen.map((batch) => {
        const [, ...rest] = draws.shape;
        return tf.slice(draws, [batch * rows, ...rest.map(() => 0)], [rows, ...rest]);
      }),
    );
  const noise = Object.fromEntries(model.noise.map(({ name }) => [name, rowsOf(inputs[name] as tf.Tensor)]));
  const batch = { x: read('x'), answers: read('answers') as tf.Tensor1D, noise };
  const loss = lossTwice(problem.task, exampleLoss(problem));
  return (weights, u) => {
    const values = valuesAt(tensors, u);
    return objective({ network: model, loss, parameters: weights, batch }, weights, {
      response: null,
      valueOf: (name) => values[name] ?? null,
      noise,
    }).value;
  };
}
