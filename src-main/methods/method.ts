// The interface of every method: who decides the hyperparameters, and by which programs. One method is one file beside this one.
// A learner is a method settled on a problem: pure programs and rules; running them is train/'s work.
import type { Task } from '../../src-shared/domain/data-card.ts';
import type { TunedHyperparameter } from '../../src-shared/domain/hyperparameter.ts';
import type { InputShape, TokenShape } from '../../src-shared/domain/input-shape.ts';
import type { MethodConfig } from '../../src-shared/domain/method-config.ts';
import type { ModelConfig, TrainingConfig } from '../../src-shared/domain/run-config.ts';
import type { SettledHyperparameters } from '../../src-shared/domain/settle-hyperparameters.ts';
import type { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import type { Feeds, ProgramSource, Results, TensorSpecs } from '../engine/engine.ts';
import type { Model, PixelScale } from '../zoo/model.ts';

/** What is to be learnt, with every size known. */
export interface LearningProblem {
  readonly task: Task;
  /** Values of one example, I, and what they are as an image; tokens that one step reads of a running text or a sequence. */
  readonly inputs: number;
  readonly imageShape: InputShape['imageShape'];
  /** Null where inputs are numbers. */
  readonly tokens: TokenShape | null;
  /** How pixels became inputs; null where inputs are no pixels. */
  readonly pixelScale: PixelScale | null;
  /** Classes, 1 for a number, V for the next token of a running text. */
  readonly outputs: number;
  /** Source column of each input. */
  readonly featureOfInput: readonly number[];
  readonly model: ModelConfig;
  readonly hyperparameters: SettledHyperparameters;
  readonly method: MethodConfig;
  readonly training: TrainingConfig;
  /** Rows, or streams of a running text, of a training batch and of a validation batch of the hyperparameter step. */
  readonly trainBatch: number;
  readonly validationBatch: number;
}

/** An input of a step that is filled with noise: a function of (seed, stream, step). */
export interface NoiseFeed {
  readonly input: string;
  readonly stream: string;
  readonly kind: 'uniform' | 'normal';
  readonly size: number;
}

/**
 * A program that moves the state by one step. Its inputs are `x` [B, I], `answers` [B], `learningRate` (training steps only) and the
 * noise; its one result every method gives is `loss`, a scalar. Tokens come as int32; padding, token 0, stands in front of a sequence that
 * is shorter than I. Of a running text `answers` is [B I], the token after each of `x`, and a further input `keep`, a scalar, is 0 where
 * the streams begin and 1 where they go on: what the network hands on is in the learner's state, apart for training and validation.
 */
export interface StepPlan {
  readonly program: ProgramSource;
  readonly rows: number;
  readonly noise: readonly NoiseFeed[];
  /**
   * Of a hyperparameter step that also reads training data: the next so many batches, inputs as named by {@link trainingBatchInput}.
   * The training steps after it read the same ones again.
   */
  readonly trainingBatches?: { readonly count: number; readonly rows: number };
  /** Values that a rule settles before each training step: one scalar input each, in this order. */
  readonly scheduled?: { readonly inputs: readonly string[]; readonly at: (place: TrainingPlace) => readonly number[] };
}

/** Where a training step stands. */
export interface TrainingPlace {
  /** Training steps before it. */
  readonly step: number;
  /** Epochs before it, fractional. */
  readonly epoch: number;
}

/** Input of a further training batch: `trainingBatchInput(0, 'x')`, and `'answers'`, shaped as a training step's. */
export const trainingBatchInput = (batch: number, input: 'x' | 'answers'): string => `training-${batch}/${input}`;

/** Hyperparameters as people see them, in the order of {@link Learner.hyperparameters}. */
export interface HyperparameterReading {
  readonly values: readonly number[];
  /** Standard deviation of the perturbation in unconstrained space; empty for methods without one. */
  readonly scales: readonly number[];
}

export interface Learner {
  readonly model: Model;
  readonly hyperparameters: readonly TunedHyperparameter[];
  readonly state: TensorSpecs;
  /** Start of every state tensor. */
  initialState(noise: CounterNoise): Feeds;
  readonly trainStep: StepPlan;
  /** Moves the hyperparameters on validation data; null: the method has no such step. */
  readonly hyperStep: StepPlan | null;
  /** Epochs of training steps alone before the first hyperparameter step. */
  readonly warmUpEpochs: number;
  /** After warm-up so many training steps, then so many hyperparameter steps, and again. */
  readonly alternation: { readonly trainSteps: number; readonly hyperSteps: number };
  /**
   * Predictions at the unperturbed hyperparameters: inputs `x`, `answers`; results `output` [rows, outputs] and `loss` [rows]. Of a
   * running text there is no `output`, `loss` is [rows I], and what is handed on comes in and goes out as `carried/<name>` [rows, ...],
   * see {@link Network.carried}.
   */
  evaluation(rows: number): ProgramSource;
  /**
   * The next token of one stream of a running text: inputs `x` int32 [1, 1] and `carried/<name>`; results `output`, logits [1, V], and
   * `carried/<name>`. Null for networks that do not write.
   */
  readonly generation: ProgramSource | null;
  /** Whether steps change the perturbation's scales. */
  readonly movesScales: boolean;
  /** Names of the state tensors that {@link read} needs. */
  readonly hyperparameterState: readonly string[];
  read(state: Results): HyperparameterReading;
}
