// What is kept of one training on a text, and how its curves are gathered from what the training loop tells.
import { z } from 'zod';
import type { TrainEvent } from '../../src-main/train/events.ts';

const numbers = z.array(z.number()).readonly();

const recordedSchema = z.object({
  /** Fractional epochs of the points, rising. */
  epochs: numbers,
  /** By hyperparameter, one for each of the epochs. */
  values: z.record(z.string(), numbers),
  /** Validation loss at the end of each epoch. */
  validationLosses: numbers,
});
export type Recorded = z.infer<typeof recordedSchema>;

const finishedSchema = z.object({
  diverged: z.literal(false),
  recorded: recordedSchema,
  testLoss: z.number(),
  bestTestLoss: z.number(),
  validationLoss: z.number(),
  bestValidationLoss: z.number(),
  hyperparameters: numbers,
  seconds: z.number(),
});
export type FinishedText = z.infer<typeof finishedSchema>;

export const textOutcomeSchema = z.discriminatedUnion('diverged', [
  finishedSchema,
  z.object({ diverged: z.literal(true), recorded: recordedSchema }),
]);
export type TextOutcome = z.infer<typeof textOutcomeSchema>;

/** Gathers the schedules and validation losses of one training. */
export function scheduleRecorder(): { readonly see: (event: TrainEvent) => void; readonly recorded: () => Recorded } {
  const epochs: number[] = [];
  const values: Record<string, number[]> = {};
  const validationLosses: number[] = [];
  const see = (event: TrainEvent): void => {
    if (event.type !== 'points') return;
    const told = new Map<string, number>(event.values);
    const loss = told.get('loss/validation');
    if (loss !== undefined) validationLosses.push(loss);
    const epoch = told.get('epoch');
    if (epoch === undefined || epoch <= (epochs.at(-1) ?? -1)) return;
    epochs.push(epoch);
    for (const [series, value] of told) {
      const [group, name = ''] = series.split('/');
      if (group !== 'hyperparameter') continue;
      const already = values[name] ?? [];
      already.push(value);
      values[name] = already;
    }
  };
  return { see, recorded: () => ({ epochs, values, validationLosses }) };
}
