// When the learning rate falls and when training has gone on long enough. Pure rules over the history of validation losses.
import type { DecayConfig } from '../../src-shared/domain/run-config.ts';

/**
 * The learning rate after an epoch.
 * @param history validation losses of the earlier epochs, oldest first, without the present one
 * @param loss validation loss of the present epoch
 * Source: reference "nonmono" rule, shared STN specification section 7: decay when more than `window` epochs are known and the
 * present loss is above the best of those older than `window`.
 */
export function decayedLearningRate(
  learningRate: number,
  { decay, history, loss }: { readonly decay: DecayConfig; readonly history: readonly number[]; readonly loss: number },
): number {
  if (decay.kind === 'none' || history.length <= decay.window) return learningRate;
  const olderBest = Math.min(...history.slice(0, -decay.window));
  return loss > olderBest ? learningRate * decay.factor : learningRate;
}

/** Epochs since the lowest loss of `history` (its first occurrence); 0 when the last is the best. */
export function epochsSinceBest(history: readonly number[]): number {
  if (history.length === 0) return 0;
  const best = history.reduce((low, loss, epoch) => (loss < (history[low] as number) ? epoch : low), 0);
  return history.length - 1 - best;
}
