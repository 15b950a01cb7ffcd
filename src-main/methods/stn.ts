// Method `stn`: one run of a self-tuning network. Training steps under perturbed hyperparameters alternate with validation steps that move
// the hyperparameters, and on request the width of the perturbation, through the response layers.
import * as tf from '@tensorflow/tfjs-core';
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { StnConfig } from '../../src-shared/domain/method-config.ts';
import type { NamedTensors, TensorSpecs } from '../engine/engine.ts';
import { adam } from '../optim/adam.ts';
import { optimizerFrom } from '../optim/from-config.ts';
import { centredTrainStep } from '../stn/centred-step.ts';
import { select } from '../stn/gradients.ts';
import { hyperStep } from '../stn/hyper-step.ts';
import { repeat, responseInput, type VectorEntry } from '../stn/hyperparameter-vector.ts';
import { publishedTrainStep } from '../stn/train-step.ts';
import { constrain, inverseSoftplus, softplus, unconstrain } from '../stn/transforms.ts';
import type { Model } from '../zoo/model.ts';
import { buildModel } from '../zoo/registry.ts';
import { hasMemory, memorised, memoryShapes, remembered } from './memory.ts';
import type { Learner, LearningProblem, NoiseFeed, StepPlan } from './method.ts';
import {
  applyGradients,
  clipped,
  dataOf,
  evaluationProgram,
  exampleLoss,
  float,
  floatSpecs,
  generationProgram,
  heldName,
  initialParameters,
  keepInput,
  parameterShapes,
  stepSpecs,
  trainBatch,
  trainNoise,
  zeros,
} from './programs.ts';

/** A problem settled for this method: what its two programs share. */
interface Settled {
  readonly problem: LearningProblem;
  readonly config: StnConfig;
  readonly entries: readonly VectorEntry[];
  readonly heldNames: readonly string[];
  readonly model: Model;
  readonly state: TensorSpecs;
}

const perturbationInput = 'perturbation';
/** Which streams of a running text teach the response: the same ones would always be the same part of the text. */
const turnInput = 'turn';

/**
 * Largest norm of the response weights' gradient in the centred form. The network's own loss does not see these weights, so nothing else
 * tells when they begin to diverge; on breast_cancer they did, unnoticed for hundreds of steps, once a tuned dropout came near its end
 * of 0.9 and scaled what it kept by 10. Healthy norms lie below 1.
 */
const responseClipNorm = 1;

/**
 * Highest learning rate of the response weights. Language models learn at rates like 30. At that, on 30,000 words of the King James Bible,
 * the two factors of the centred response drove each other up until each of its steps was clipped, and hyperparameters ran to their ends;
 * in the published form training stayed at a perplexity of 180. At 3 and at 1 both tuned well, at 1 a little better: a validation
 * perplexity of 69 to 70, where fixed dropouts of 0.05 came to 83.
 */
const highestResponseRate = 1;

/**
 * Builds the learner.
 * @throws AppError `methods/nothing-to-tune` when no hyperparameter is set to tuned
 */
export function stn(problem: LearningProblem, config: StnConfig): Learner {
  const { tuned, held } = problem.hyperparameters;
  if (tuned.length === 0) {
    throw new AppError(
      'methods/nothing-to-tune',
      'The method "stn" found no hyperparameter set to tuned. Set at least one to tuned, or choose the method "fixed".',
    );
  }
  const heldNames = Object.keys(held);
  const model = buildModel(problem.model, {
    ...dataOf(problem),
    form: config.response,
    hyperparameters: tuned.length,
    active: new Set([...tuned.map(({ name }) => name), ...heldNames]),
  });
  const shapes = parameterShapes(model);
  const slots = {
    ...optimizerFrom(problem.training.optimizer).slots(shapes),
    ...adam().slots({ u: [tuned.length] }),
    ...(config.tuneScales ? adam().slots({ s: [tuned.length] }) : {}),
  };
  const memory = {
    ...memoryShapes(model, 'train', problem.trainBatch),
    ...memoryShapes(model, 'validation', problem.validationBatch),
  };
  const state: TensorSpecs = {
    ...floatSpecs(shapes),
    ...floatSpecs({ ...slots, ...memory }),
    ...Object.fromEntries(heldNames.map((name) => [heldName(name), float()])),
    u: float(tuned.length),
    s: float(tuned.length),
  };
  const entries = tuned.map(
    ({ name, range, discrete, isShared }): VectorEntry => ({
      name,
      range,
      discrete,
      isShared,
      responseTransform: 'identity',
    }),
  );
  const evaluated = (rows: number) => ({
    model,
    state: { ...floatSpecs(shapes), u: float(tuned.length) },
    // At zero offset the centred network is its general part.
    response: ({ u }: NamedTensors) =>
      config.response === 'centred'
        ? null
        : responseInput(repeat(u as tf.Tensor1D, model.sharesResponse === true ? 1 : rows), entries),
  });
  const settled: Settled = { problem, config, entries, heldNames, model, state };

  return {
    model,
    hyperparameters: tuned,
    state,
    initialState: (noise) => ({
      ...initialParameters(model.parameters, noise),
      ...zeros({ ...slots, ...memory }),
      ...Object.fromEntries(Object.entries(held).map(([name, value]) => [heldName(name), Float32Array.of(value)])),
      u: Float32Array.from(tuned, ({ start, range }) => unconstrain(start, range)),
      s: Float32Array.from(tuned, ({ scale }) => inverseSoftplus(scale)),
    }),
    trainStep: trainPlan(settled),
    hyperStep: hyperPlan(settled),
    warmUpEpochs: config.warmUpEpochs,
    alternation: { trainSteps: config.trainSteps, hyperSteps: config.validationSteps },
    evaluation: (rows) => evaluationProgram(problem, { ...evaluated(rows), rows }),
    generation: generationProgram(evaluated(1)),
    movesScales: config.tuneScales,
    hyperparameterState: ['u', 's'],
    read: ({ u, s }) => ({
      values: tuned.map(({ range }, index) => constrain(u?.[index] ?? Number.NaN, range)),
      scales: tuned.map((_, index) => softplus(s?.[index] ?? Number.NaN)),
    }),
  };
}

function perturbationFeed(stream: string, size: number): NoiseFeed {
  return { input: perturbationInput, stream, kind: 'normal', size };
}

function trainPlan({ problem, config, entries, heldNames, model, state }: Settled): StepPlan {
  const rows = problem.trainBatch;
  const noise = trainNoise(model, rows);
  const loss = exampleLoss(problem);
  const turns = config.response === 'centred' && hasMemory(model);
  const gradientsOfStep = config.response === 'centred' ? centredTrainStep : publishedTrainStep;
  return {
    rows,
    noise: [
      ...noise.feeds,
      perturbationFeed('train/perturbation', rows * entries.length),
      ...(turns ? [{ input: turnInput, stream: 'train/turn', kind: 'uniform', size: 1 } as const] : []),
    ],
    program: {
      name: 'train',
      state,
      inputs: {
        ...stepSpecs(problem, model, rows),
        ...noise.specs,
        [perturbationInput]: float(rows, entries.length),
        ...(turns ? { [turnInput]: float() } : {}),
        learningRate: float(),
      },
      body: (tensors, inputs) => {
        const step = gradientsOfStep(
          {
            network: model,
            loss,
            parameters: tensors,
            batch: trainBatch({ model, state: tensors, inputs }),
          },
          {
            entries,
            u: tensors.u as tf.Tensor1D,
            s: tensors.s as tf.Tensor1D,
            held: heldTensors(tensors, heldNames),
          },
          inputs[perturbationInput] as tf.Tensor2D,
          inputs[turnInput],
        );
        const next = movedWeights(
          { problem, config, model },
          { tensors, gradients: step.gradients, learningRate: inputs.learningRate as tf.Tensor },
        );
        return { state: { ...next, ...memorised(step.carried, 'train') }, results: { loss: step.loss } };
      },
    },
  };
}

function hyperPlan({ problem, config, entries, model, state }: Settled): StepPlan {
  const rows = problem.validationBatch;
  const loss = exampleLoss(problem);
  const perturbed = config.tuneScales;
  return {
    rows,
    noise: perturbed ? [perturbationFeed('validation/perturbation', rows * entries.length)] : [],
    program: {
      name: 'hyper',
      state,
      inputs: {
        ...stepSpecs(problem, model, rows),
        ...(perturbed ? { [perturbationInput]: float(rows, entries.length) } : {}),
      },
      body: (tensors, inputs) => {
        const step = hyperStep({
          network: model,
          loss,
          parameters: tensors,
          entries,
          form: config.response,
          u: tensors.u as tf.Tensor1D,
          s: tensors.s as tf.Tensor1D,
          x: inputs.x as tf.Tensor,
          answers: inputs.answers as tf.Tensor1D,
          perturbation: perturbed ? (inputs[perturbationInput] as tf.Tensor2D) : null,
          entropyWeight: config.entropyWeight,
          carried: remembered(tensors, model, { part: 'validation', keep: inputs[keepInput] }),
        });
        const move = (name: 'u' | 's', gradient: tf.Tensor1D, learningRate: number): NamedTensors =>
          applyGradients({
            optimizer: adam(),
            state: tensors,
            gradients: { [name]: gradient },
            learningRate: tf.scalar(learningRate),
          });
        return {
          state: {
            ...move('u', step.u, config.hyperparameterLearningRate),
            ...(step.s === null ? {} : move('s', step.s, config.scaleLearningRate)),
            ...memorised(step.carried, 'validation'),
          },
          results: { loss: step.loss },
        };
      },
    },
  };
}

function heldTensors(tensors: NamedTensors, names: readonly string[]): NamedTensors {
  return Object.fromEntries(names.map((name) => [name, tensors[heldName(name)] as tf.Tensor]));
}

/**
 * Next weights. The two sets of the centred form are clipped apart, so that neither holds the other back; in both forms the response has a
 * learning rate of its own where the network's is high.
 */
function movedWeights(
  { problem: { training }, config, model }: Pick<Settled, 'problem' | 'config' | 'model'>,
  {
    tensors,
    gradients,
    learningRate,
  }: { readonly tensors: NamedTensors; readonly gradients: NamedTensors; readonly learningRate: tf.Tensor },
): NamedTensors {
  const { clipNorm, optimizer } = training;
  const isHigh = optimizer.learningRate > highestResponseRate;
  const moved = (of: NamedTensors, rate: tf.Tensor): NamedTensors =>
    applyGradients({ optimizer: optimizerFrom(optimizer), state: tensors, gradients: of, learningRate: rate });
  const all =
    config.response === 'published'
      ? clipped(gradients, clipNorm)
      : {
          ...clipped(select(gradients, model.general), clipNorm),
          ...clipped(select(gradients, model.response), Math.min(responseClipNorm, clipNorm ?? Infinity)),
        };
  return {
    ...moved(select(all, model.general), learningRate),
    ...moved(select(all, model.response), isHigh ? tf.minimum(learningRate, highestResponseRate) : learningRate),
  };
}
