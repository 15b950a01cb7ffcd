// The training step of the methods that perturb hyperparameters, stn and delta-stn, as a program: its inputs, its noise, what it keeps.
// Not here: how weights get their gradients, which is each method's own.
import type * as tf from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../engine/engine.ts';
import type { HyperparameterState, TrainGradients, TrainProblem } from '../stn/train-step.ts';
import { hasMemory, memorised } from './memory.ts';
import type { NoiseFeed, StepPlan } from './method.ts';
import { perturbationFeed, perturbationInput } from './perturbation-feed.ts';
import { exampleLoss, float, stepSpecs, trainBatch, trainNoise } from './programs.ts';
import { hyperparametersIn, type ResponseMethod } from './response-method.ts';

/** What a step goes by. */
export interface PerturbedStep {
  /** At the weights that the step finds; its parameters are the whole state. */
  readonly problem: TrainProblem;
  readonly hyperparameters: HyperparameterState;
  /** Standard normal draws [B, H]. */
  readonly perturbation: tf.Tensor2D;
  /** Uniform draw that chooses streams of a running text; undefined where none are chosen. */
  readonly turn: tf.Tensor | undefined;
  readonly learningRate: tf.Tensor;
}

/** What a step comes to. */
interface StepOutcome extends Pick<TrainGradients, 'loss' | 'carried'> {
  /** Next weights with the optimiser's slots. */
  readonly moved: NamedTensors;
}

/** Which streams of a running text teach the response: the same ones would always be the same part of the text. */
const turnFeed = { input: 'turn', stream: 'train/turn', kind: 'uniform', size: 1 } as const satisfies NoiseFeed;

/** The plan of a method's training steps, given what one does. */
export function perturbedTrainPlan(method: ResponseMethod, step: (given: PerturbedStep) => StepOutcome): StepPlan {
  const { problem, entries, model, state, form } = method;
  const turns = form === 'centred' && hasMemory(model);
  const rows = problem.trainBatch;
  const noise = trainNoise(model, rows);
  const loss = exampleLoss(problem);
  return {
    rows,
    noise: [...noise.feeds, perturbationFeed('train/perturbation', rows, entries), ...(turns ? [turnFeed] : [])],
    program: {
      name: 'train',
      state,
      inputs: {
        ...stepSpecs(problem, model, rows),
        ...noise.specs,
        [perturbationInput]: float(rows, entries.length),
        ...(turns ? { [turnFeed.input]: float() } : {}),
        learningRate: float(),
      },
      body: (tensors, inputs) => {
        const batch = trainBatch({ model, state: tensors, inputs });
        const outcome = step({
          problem: { network: model, loss, parameters: tensors, batch },
          hyperparameters: hyperparametersIn(tensors, method),
          perturbation: inputs[perturbationInput] as tf.Tensor2D,
          turn: inputs[turnFeed.input],
          learningRate: inputs.learningRate as tf.Tensor,
        });
        return {
          state: { ...outcome.moved, ...memorised(outcome.carried, 'train') },
          results: { loss: outcome.loss },
        };
      },
    },
  };
}
