// The parts that the methods' programs share: specs, starts, the optimiser's move, evaluation.
import type * as tf from '@tensorflow/tfjs-core';
import type { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import type { Feeds, NamedTensors, ProgramSource, TensorSpec, TensorSpecs } from '../engine/engine.ts';
import { clipByGlobalNorm } from '../optim/clip.ts';
import { optimizerFrom } from '../optim/from-config.ts';
import type { Optimizer, Shapes } from '../optim/optimizer.ts';
import { select } from '../stn/gradients.ts';
import type { Conditions, ExampleLoss, Pass } from '../stn/network.ts';
import { crossEntropy, squaredError } from '../stn/task-loss.ts';
import type { TrainBatch } from '../stn/train-step.ts';
import type { Model, ModelSurroundings, ParameterSpec } from '../zoo/model.ts';
import { carriedInputs, handedIn, handedOut, hasMemory, remembered } from './memory.ts';
import type { LearningProblem, NoiseFeed } from './method.ts';

/** State tensor, a scalar, that holds a hyperparameter's value: writing it changes the value without compiling again. */
export const heldName = (name: string): string => `held/${name}`;

/** A float32 spec of that shape. */
export const float = (...shape: readonly number[]): TensorSpec => ({ shape, dtype: 'float32' });

/** Number of values of a shape. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, extent) => product * extent, 1);

/** What a model must know of the problem's data. */
export function dataOf({
  inputs,
  imageShape,
  tokens,
  pixelScale,
  featureOfInput,
  outputs,
}: LearningProblem): Omit<ModelSurroundings, 'form' | 'hyperparameters' | 'active'> {
  return { inputs, imageShape, pixelScale, featureOfInput, outputs, ...(tokens === null ? {} : { tokens }) };
}

/** Float32 specs of named shapes. */
export function floatSpecs(shapes: Shapes): TensorSpecs {
  return Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, float(...shape)]));
}

/** Shapes of a model's parameters by name. */
export function parameterShapes(model: Model): Shapes {
  return Object.fromEntries(model.parameters.map(({ name, shape }) => [name, shape]));
}

/** Zeros for every spec. */
export function zeros(shapes: Shapes): Feeds {
  return Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, new Float32Array(sizeOf(shape))]));
}

/** Starting values of parameters; each has a noise stream of its own name. */
export function initialParameters(specs: readonly ParameterSpec[], noise: CounterNoise): Feeds {
  return Object.fromEntries(specs.map((spec) => [spec.name, initialValues(spec, noise)]));
}

function initialValues({ name, shape, initial }: ParameterSpec, noise: CounterNoise): Float32Array {
  const values = new Float32Array(sizeOf(shape));
  switch (initial.kind) {
    case 'constant':
      return values.fill(initial.value);
    case 'normal':
      return noise.normal(`initial/${name}`, 0, values).map((draw) => draw * initial.deviation);
    case 'uniform': {
      const { bound, raised } = initial;
      const lift = (at: number): number => (raised !== undefined && at < raised.count ? raised.by : 0);
      return noise.uniform(`initial/${name}`, 0, values).map((draw, at) => (2 * draw - 1) * bound + lift(at));
    }
    default:
      return initial satisfies never;
  }
}

/** Loss of each example for the problem's task. */
export function exampleLoss({ task }: Pick<LearningProblem, 'task'>): ExampleLoss {
  return task === 'regression' ? squaredError : crossEntropy;
}

/**
 * Specs of a batch: `x` [rows, I], numbers or tokens, and `answers` [rows], int32 labels or float32 targets; of a running text the token
 * after each of `x`, [rows I].
 */
export function batchSpecs({ task, inputs, tokens }: LearningProblem, rows: number): TensorSpecs {
  const answers = tokens?.isRunningText === true ? rows * inputs : rows;
  return {
    x: { shape: [rows, inputs], dtype: tokens === null ? 'float32' : 'int32' },
    answers: { shape: [answers], dtype: task === 'regression' ? 'float32' : 'int32' },
  };
}

/** The input of a training or validation step on a running text that says whether the streams go on: 1, or begin: 0. */
export const keepInput = 'keep';

/** {@link batchSpecs}, and for networks with memory {@link keepInput}. */
export function stepSpecs(problem: LearningProblem, model: Model, rows: number): TensorSpecs {
  return { ...batchSpecs(problem, rows), ...(hasMemory(model) ? { [keepInput]: float() } : {}) };
}

/** Noise inputs of a training pass over `rows` examples: their specs and how they are filled. */
export function trainNoise(
  model: Model,
  rows: number,
): { readonly specs: TensorSpecs; readonly feeds: readonly NoiseFeed[] } {
  return {
    specs: Object.fromEntries(
      model.noise.map(({ name, shape, isShared }) => [
        name,
        isShared === true ? float(...shape) : float(rows, ...shape),
      ]),
    ),
    feeds: model.noise.map(({ name, kind, shape, isShared }) => ({
      input: name,
      stream: `train/${name}`,
      kind,
      size: (isShared === true ? 1 : rows) * sizeOf(shape),
    })),
  };
}

/** The batch of a training step from the program's inputs, with what the step before handed on. */
export function trainBatch({
  model,
  state,
  inputs,
}: {
  readonly model: Model;
  readonly state: NamedTensors;
  readonly inputs: NamedTensors;
}): TrainBatch {
  const named = (isShared: boolean): string[] =>
    model.noise.filter((noise) => (noise.isShared === true) === isShared).map(({ name }) => name);
  return {
    x: inputs.x as tf.Tensor,
    answers: inputs.answers as tf.Tensor1D,
    noise: select(inputs, named(false)),
    sharedNoise: select(inputs, named(true)),
    carried: remembered(state, model, { part: 'train', keep: inputs[keepInput] }),
  };
}

/** Gradients clipped by their global norm; null: as they are. */
export function clipped(gradients: NamedTensors, clipNorm: number | null): NamedTensors {
  return clipNorm === null ? gradients : clipByGlobalNorm(gradients, clipNorm);
}

/** Lets the optimiser make its move: next values of parameters and slots. */
export function applyGradients({
  optimizer,
  state,
  gradients,
  learningRate,
}: {
  readonly optimizer: Optimizer;
  readonly state: NamedTensors;
  readonly gradients: NamedTensors;
  readonly learningRate: tf.Tensor;
}): NamedTensors {
  const names = Object.keys(gradients);
  const parameters = select(state, names);
  const shapes = Object.fromEntries(names.map((name) => [name, parameters[name]?.shape ?? []]));
  const next = optimizer.update({
    parameters,
    gradients,
    slots: select(state, Object.keys(optimizer.slots(shapes))),
    learningRate,
  });
  return { ...next.parameters, ...next.slots };
}

/** Next weights and slots as the run's own optimiser moves them, the gradients clipped as the run says. */
export function trainedWeights(
  { training: { optimizer, clipNorm } }: Pick<LearningProblem, 'training'>,
  { gradients, ...rest }: Omit<Parameters<typeof applyGradients>[0], 'optimizer'>,
): NamedTensors {
  return applyGradients({ ...rest, optimizer: optimizerFrom(optimizer), gradients: clipped(gradients, clipNorm) });
}

/** Evaluation of `rows` examples, nothing dropped, nothing perturbed. */
export function evaluationProgram(
  problem: LearningProblem,
  {
    model,
    state,
    rows,
    response,
  }: {
    readonly model: Model;
    readonly state: TensorSpecs;
    readonly rows: number;
    /** What the response layers are fed with, from the state. */
    readonly response: (state: NamedTensors) => Conditions['response'];
  },
): ProgramSource {
  const loss = exampleLoss(problem);
  return {
    name: 'evaluate',
    state,
    inputs: { ...batchSpecs(problem, rows), ...carriedInputs(model, rows) },
    body: (values, inputs) => {
      const { output, carried } = undisturbed(model, inputs, { parameters: values, response: response(values) });
      const losses = loss(output, inputs.answers as tf.Tensor1D);
      return {
        state: {},
        // The logits of a running text are many and nobody asks for them.
        results: hasMemory(model) ? { loss: losses, ...handedOut(carried) } : { loss: losses, output },
      };
    },
  };
}

/** A pass in which nothing is dropped and nothing perturbed. */
function undisturbed(
  model: Model,
  inputs: NamedTensors,
  { parameters, response }: { readonly parameters: NamedTensors; readonly response: Conditions['response'] },
): Pass {
  return model.forward(parameters, inputs.x as tf.Tensor, {
    response,
    valueOf: () => null,
    noise: null,
    carried: handedIn(inputs, model),
  });
}

/** The next token of one stream; null for networks that do not write. */
export function generationProgram({
  model,
  state,
  response,
}: Omit<Parameters<typeof evaluationProgram>[1], 'rows'>): ProgramSource | null {
  if (!hasMemory(model)) return null;
  return {
    name: 'generate',
    state,
    inputs: { x: { shape: [1, 1], dtype: 'int32' }, ...carriedInputs(model, 1) },
    body: (values, inputs) => {
      const { output, carried } = undisturbed(model, inputs, { parameters: values, response: response(values) });
      return { state: {}, results: { output, ...handedOut(carried) } };
    },
  };
}
