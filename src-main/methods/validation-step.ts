// The step that moves hyperparameters, and on request the width of their perturbation, by the validation loss, as a program.
import * as tf from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../engine/engine.ts';
import { hyperStep } from '../stn/hyper-step.ts';
import { unconstrain } from '../stn/transforms.ts';
import { followResponse } from '../zoo/follow-response.ts';
import { memorised, remembered } from './memory.ts';
import type { StepPlan } from './method.ts';
import { perturbationFeed, perturbationInput } from './perturbation-feed.ts';
import { applyGradients, exampleLoss, float, keepInput, stepSpecs } from './programs.ts';
import type { ResponseMethod } from './response-method.ts';

/**
 * How far out in unconstrained space a value of a range with two ends may go: 2.5 % of the range from an end. Beyond, a perturbation
 * hardly changes the value, so that the response learns nothing there, and what has gone out does not come back. Values that start
 * further out are small on purpose, as weight decays are: a step changes them by a ratio, and they have no stop.
 */
const outermost = 3.66;

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
        const moved = move('u', step.u, config.hyperparameterLearningRate);
        return {
          state: {
            ...moved,
            ...(form === 'centred' ? followed(method, { tensors, u: moved.u as tf.Tensor1D }) : {}),
            ...(step.s === null ? {} : move('s', step.s, config.scaleLearningRate)),
            ...memorised(step.carried, 'validation'),
          },
          results: { loss: step.loss },
        };
      },
    },
  };
}

/** Values kept within their stops, and the weights that follow them there. */
function followed(
  { model, problem }: ResponseMethod,
  { tensors, u }: { readonly tensors: NamedTensors; readonly u: tf.Tensor1D },
): NamedTensors {
  const stops = problem.hyperparameters.tuned.map(({ start, range }) => {
    const from = Math.abs(unconstrain(start, range));
    return range.every(Number.isFinite) && from < outermost ? outermost : Infinity;
  });
  const kept = stops.some(Number.isFinite) ? within(u, tf.tensor1d(stops)) : u;
  return { u: kept, ...followResponse(tensors, model.response, tf.sub(kept, tensors.u as tf.Tensor1D)) };
}

function within(u: tf.Tensor1D, stops: tf.Tensor1D): tf.Tensor1D {
  return tf.maximum(tf.minimum(u, stops), tf.neg(stops));
}
