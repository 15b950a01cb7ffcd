// The learner of a step workload: the problem it stands for, with every size known.
import type { Learner } from '../src-main/methods/method.ts';
import { buildLearner } from '../src-main/methods/registry.ts';
import { channelsOf, madeUpPixelScale } from './made-up-data.ts';
import { type StepWorkload, settledOf } from './step-workloads.ts';

/** As a run of that net on such data would have it. */
export function learnerFor(workload: StepWorkload): Learner {
  const { shape, model, outputs, method, batch, training } = workload;
  const ofEach = (value: number) => Array.from({ length: channelsOf(workload) }, () => value);
  // Of a running text a step reads as much as the model looks back over.
  const inputs = model.kind === 'lstm' ? model.length : shape.inputs;
  return buildLearner({
    task: workload.data === 'text' ? 'language' : 'classification',
    inputs,
    imageShape: shape.imageShape,
    tokens: shape.tokens ?? null,
    pixelScale:
      workload.data === 'images'
        ? { mean: ofEach(madeUpPixelScale.mean), deviation: ofEach(madeUpPixelScale.deviation) }
        : null,
    outputs,
    featureOfInput: Array.from({ length: inputs }, (_, index) => index),
    model,
    hyperparameters: settledOf(workload),
    method,
    training,
    trainBatch: batch,
    validationBatch: batch,
  });
}
