// What methods share that tune an ordinary network's hyperparameters by second derivatives: training steps at the current values, a
// hyperparameter step that reads training batches beside a validation batch, evaluation, state. The hypergradient is each method's own.
import * as tf from '@tensorflow/tfjs-core';
import type { ImplicitConfig, UnrolledConfig } from '../../src-shared/domain/method-config.ts';
import { registerSecondDerivatives } from '../bilevel/differentiable-twice.ts';
import type { Hypergradient, ValidationLoss } from '../bilevel/hypergradient.ts';
import type { Place, TrainingObjective } from '../bilevel/training-objective.ts';
import type { TensorSpecs } from '../engine/engine.ts';
import { adam } from '../optim/adam.ts';
import { optimizerFrom } from '../optim/from-config.ts';
import { select } from '../stn/gradients.ts';
import { plainTrainStep } from '../stn/train-step.ts';
import { batchesAhead } from './batches-ahead.ts';
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
  parameterShapes,
  stepSpecs,
  trainBatch,
  trainedWeights,
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
  readonly values: CurrentValues;
  readonly state: TensorSpecs;
}

/**
 * Builds the learner.
 * @throws AppError `methods/misfit` where the training loss has no derivative in what is to be tuned, or the network is not dense
 */
export function plainTuning(problem: LearningProblem, tuning: Tuning): Learner {
  refuseMisfit(problem);
  registerSecondDerivatives();
  const { config } = tuning;
  const values = currentValues(problem);
  const { model } = values;
  const shapes = parameterShapes(model);
  const slots = {
    ...optimizerFrom(problem.training.optimizer).slots(shapes),
    ...adam().slots({ u: [problem.hyperparameters.tuned.length] }),
  };
  const settled: Settled = { problem, values, state: { ...floatSpecs({ ...shapes, ...slots }), ...values.specs } };
  return {
    model,
    hyperparameters: problem.hyperparameters.tuned,
    state: settled.state,
    initialState: (noise) => ({
      ...initialParameters(model.parameters, noise),
      ...zeros(slots),
      ...values.start(),
    }),
    trainStep: trainPlan(settled),
    hyperStep: hyperPlan(settled, tuning),
    warmUpEpochs: config.warmUpEpochs,
    alternation: { trainSteps: config.trainSteps, hyperSteps: config.validationSteps },
    evaluation: (rows) => evaluationProgram(problem, { model, state: floatSpecs(shapes), rows, response: () => null }),
    generation: null,
    movesScales: false,
    hyperparameterState: ['u'],
    read: values.read,
  };
}

function trainPlan({ problem, values: { model, at }, state }: Settled): StepPlan {
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
          at(tensors, tensors.u as tf.Tensor1D),
        );
        const next = trainedWeights(problem, {
          state: tensors,
          gradients,
          learningRate: inputs.learningRate as tf.Tensor,
        });
        return { state: next, results: { loss } };
      },
    },
  };
}

function hyperPlan({ problem, values, state }: Settled, { config, batches, hypergradient }: Tuning): StepPlan {
  const { model } = values;
  const rows = problem.validationBatch;
  const ahead = batchesAhead(problem, values, batches);
  const loss = exampleLoss(problem);
  return {
    rows,
    noise: ahead.noise,
    trainingBatches: ahead.trainingBatches,
    program: {
      name: 'hyper',
      state,
      inputs: { ...stepSpecs(problem, model, rows), ...ahead.specs, learningRate: float() },
      body: (tensors, inputs) => {
        const step = hypergradient({
          place: { weights: select(tensors, model.general), u: tensors.u as tf.Tensor1D },
          objectiveOf: (...positions) => ahead.objectiveOf({ state: tensors, inputs }, positions),
          validation: (weights) => {
            const undisturbed = { response: null, valueOf: () => null, noise: null };
            const { output } = model.forward(weights, inputs.x as tf.Tensor, undisturbed);
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
