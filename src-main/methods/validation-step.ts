// The step that moves hyperparameters, and on request the width of their perturbation, by the validation loss, as a program.
import * as tf from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../engine/engine.ts';
import { hyperStep } from '../stn/hyper-step.ts';
import { memorised, remembered } from './memory.ts';
import type { StepPlan } from './method.ts';
import { perturbationFeed, perturbationInput } from './perturbation-feed.ts';
import { applyGradients, exampleLoss, float, keepInput, stepSpecs } from './programs.ts';
import type { ResponseMethod } from './response-method.ts';

/** The plan of a method's validation steps. */
export function validationPlan(method: ResponseMethod): StepPlan {
  const { problem, config, form, optimizer, entries, model, state } = method;
  const rows = problem.validationBatch;
  const loss = exampleLoss(problem);
  const perturbed = config.tuneScales;
  return {
    rows,
    noise: perturbed ? [perturbationFeed('validation/perturbation', rows, entries)] : [],
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
          form: form === 'published' ? 'published' : 'centred',
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
            optimizer,
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
