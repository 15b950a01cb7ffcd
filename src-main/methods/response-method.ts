// What the methods share whose networks carry their best response, stn and delta-stn: state, how weights move. Not here: how weights get
// their gradients, which is each method's own, and the step that moves hyperparameters (validation-step).
import * as tf from '@tensorflow/tfjs-core';
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { DeltaStnConfig, StnConfig } from '../../src-shared/domain/method-config.ts';
import type { NamedTensors, TensorSpecs } from '../engine/engine.ts';
import { optimizerFrom } from '../optim/from-config.ts';
import type { Optimizer } from '../optim/optimizer.ts';
import { select } from '../stn/gradients.ts';
import { repeat, responseInput, type VectorEntry } from '../stn/hyperparameter-vector.ts';
import type { HyperparameterState } from '../stn/train-step.ts';
import { constrain, inverseSoftplus, softplus, unconstrain } from '../stn/transforms.ts';
import type { Model, ResponseForm } from '../zoo/model.ts';
import { buildModel } from '../zoo/registry.ts';
import { memoryShapes } from './memory.ts';
import type { Learner, LearningProblem, StepPlan } from './method.ts';
import {
  applyGradients,
  clipped,
  dataOf,
  evaluationProgram,
  float,
  floatSpecs,
  generationProgram,
  heldName,
  initialParameters,
  parameterShapes,
  zeros,
} from './programs.ts';

/** How a method's response is built and its hyperparameters are moved. */
interface ResponseChoice {
  readonly form: Exclude<ResponseForm, 'none'>;
  /** Of the hyperparameters and their scales. */
  readonly optimizer: Optimizer;
}

/** A problem settled for such a method: what its programs share. */
export interface ResponseMethod extends ResponseChoice {
  readonly problem: LearningProblem;
  readonly config: StnConfig | DeltaStnConfig;
  readonly entries: readonly VectorEntry[];
  readonly model: Model;
  /** Shapes of the parameters, of the optimisers' slots, and of what networks with memory hand on. */
  readonly shapes: Readonly<Record<'parameters' | 'slots' | 'memory', Readonly<Record<string, readonly number[]>>>>;
  readonly state: TensorSpecs;
}

/**
 * Largest norm of the gradient of response weights that learn apart. The network's own loss does not see these weights, so nothing else
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

/** @throws AppError `methods/nothing-to-tune` when no hyperparameter is set to tuned */
export function responseMethod(
  problem: LearningProblem,
  config: StnConfig | DeltaStnConfig,
  choice: ResponseChoice,
): ResponseMethod {
  const { tuned, held } = problem.hyperparameters;
  if (tuned.length === 0) {
    throw new AppError(
      'methods/nothing-to-tune',
      `The method "${config.name}" found no hyperparameter set to tuned. Set at least one to tuned, or choose the method "fixed".`,
    );
  }
  const heldNames = Object.keys(held);
  const model = buildModel(problem.model, {
    ...dataOf(problem),
    form: choice.form,
    hyperparameters: tuned.length,
    active: new Set([...tuned.map(({ name }) => name), ...heldNames]),
  });
  const parameters = parameterShapes(model);
  const shapes = {
    parameters,
    slots: {
      ...optimizerFrom(problem.training.optimizer).slots(parameters),
      ...choice.optimizer.slots({ u: [tuned.length], ...(config.tuneScales ? { s: [tuned.length] } : {}) }),
    },
    memory: {
      ...memoryShapes(model, 'train', problem.trainBatch),
      ...memoryShapes(model, 'validation', problem.validationBatch),
    },
  };
  return {
    ...choice,
    problem,
    config,
    model,
    shapes,
    entries: tuned.map(({ name, range, discrete, isShared }) => ({
      name,
      range,
      discrete,
      isShared,
      responseTransform: 'identity',
    })),
    state: {
      ...floatSpecs({ ...parameters, ...shapes.slots, ...shapes.memory }),
      ...Object.fromEntries(heldNames.map((name) => [heldName(name), float()])),
      u: float(tuned.length),
      s: float(tuned.length),
    },
  };
}

/** The learner, given its steps. */
export function responseLearner(
  method: ResponseMethod,
  steps: { readonly trainStep: StepPlan; readonly hyperStep: StepPlan },
): Learner {
  const { problem, config, form, entries, model, shapes, state } = method;
  const { tuned, held } = problem.hyperparameters;
  const evaluated = (rows: number) => ({
    model,
    state: { ...floatSpecs(shapes.parameters), u: float(tuned.length) },
    // At zero offset the network is its general part, unless its response is fed with the hyperparameters themselves.
    response: ({ u }: NamedTensors) =>
      form === 'published'
        ? responseInput(repeat(u as tf.Tensor1D, model.sharesResponse === true ? 1 : rows), entries)
        : null,
  });
  return {
    model,
    hyperparameters: tuned,
    state,
    initialState: (noise) => ({
      ...initialParameters(model.parameters, noise),
      ...zeros({ ...shapes.slots, ...shapes.memory }),
      ...Object.fromEntries(Object.entries(held).map(([name, value]) => [heldName(name), Float32Array.of(value)])),
      u: Float32Array.from(tuned, ({ start, range }) => unconstrain(start, range)),
      s: Float32Array.from(tuned, ({ scale }) => inverseSoftplus(scale)),
    }),
    ...steps,
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

/** The hyperparameters in the state of such a method. */
export function hyperparametersIn(
  tensors: NamedTensors,
  { entries, problem }: Pick<ResponseMethod, 'entries' | 'problem'>,
): HyperparameterState {
  const heldNames = Object.keys(problem.hyperparameters.held);
  return {
    entries,
    u: tensors.u as tf.Tensor1D,
    s: tensors.s as tf.Tensor1D,
    held: Object.fromEntries(heldNames.map((name) => [name, tensors[heldName(name)] as tf.Tensor])),
  };
}

/**
 * Next weights, of those that have a gradient. Where the response learns apart the two sets are clipped apart, so that neither holds the
 * other back; everywhere it has a learning rate of its own where the network's is high.
 */
export function movedWeights(
  { problem: { training }, form, model }: Pick<ResponseMethod, 'problem' | 'form' | 'model'>,
  {
    tensors,
    gradients,
    learningRate,
  }: { readonly tensors: NamedTensors; readonly gradients: NamedTensors; readonly learningRate: tf.Tensor },
): NamedTensors {
  const { clipNorm, optimizer } = training;
  const isHigh = optimizer.learningRate > highestResponseRate;
  const present = (names: readonly string[]): string[] => names.filter((name) => gradients[name] !== undefined);
  const [general, response] = [present(model.general), present(model.response)];
  const moved = (of: NamedTensors, rate: tf.Tensor): NamedTensors =>
    Object.keys(of).length === 0
      ? {}
      : applyGradients({ optimizer: optimizerFrom(optimizer), state: tensors, gradients: of, learningRate: rate });
  const cut = (names: readonly string[], limit: number | null): NamedTensors =>
    names.length === 0 ? {} : clipped(select(gradients, names), limit);
  const all =
    form === 'published'
      ? clipped(gradients, clipNorm)
      : { ...cut(general, clipNorm), ...cut(response, Math.min(responseClipNorm, clipNorm ?? Infinity)) };
  return {
    ...moved(select(all, general), learningRate),
    ...moved(select(all, response), isHigh ? tf.minimum(learningRate, highestResponseRate) : learningRate),
  };
}
