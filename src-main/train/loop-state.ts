// What the training loop must remember beside the tensors. Plain numbers: it travels in a checkpoint as JSON.
import { z } from 'zod';

const anyNumber = z.number();

export const loopStateSchema = z.strictObject({
  /** Steps done, of both kinds. */
  step: z.number().int(),
  epochsDone: z.number().int(),
  /** What the runs from which this one goes on had done when it began, all of them together: its batches and its noise follow theirs. */
  before: z.strictObject({ steps: z.number().int(), epochs: z.number().int() }).default({ steps: 0, epochs: 0 }),
  /** Training time so far, across resumes. */
  seconds: anyNumber,
  learningRate: anyNumber,
  /** Sum and number of the training steps' losses in the running epoch. */
  epochLoss: anyNumber,
  epochSteps: z.number().int(),
  lastTrainLoss: anyNumber.nullable(),
  lastValidationLoss: anyNumber.nullable(),
  /** Validation loss of each finished epoch. */
  history: z.array(anyNumber),
  best: z
    .strictObject({
      epoch: z.number().int(),
      validationLoss: anyNumber,
      validationMetric: anyNumber,
      hyperparameters: z.record(z.string(), anyNumber),
    })
    .nullable(),
});
export type LoopState = z.infer<typeof loopStateSchema>;

/** The state before the first step. */
export function initialLoopState(learningRate: number): LoopState {
  return {
    step: 0,
    epochsDone: 0,
    before: { steps: 0, epochs: 0 },
    seconds: 0,
    learningRate,
    epochLoss: 0,
    epochSteps: 0,
    lastTrainLoss: null,
    lastValidationLoss: null,
    history: [],
    best: null,
  };
}
