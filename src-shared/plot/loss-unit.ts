// In which unit losses are drawn. What predicts tokens has a loss in nats; its bits and its exponential, the perplexity, are the same
// points said otherwise. Not here: which run is of which kind of data.
import type { TokenLevel } from '../domain/data-card.ts';
import type { PlotQuantity } from './plot-table.ts';

/** `loss`: as it was logged, of data that are no running text. */
export const lossUnits = ['loss', 'perplexity', 'bits', 'nats'] as const;
export type LossUnit = (typeof lossUnits)[number];

/** What stands at the axis. */
export const lossQuantities: Readonly<Record<LossUnit, PlotQuantity>> = {
  loss: { name: 'loss', unit: '' },
  perplexity: { name: 'perplexity', unit: '', decimals: 1 },
  bits: { name: 'loss', unit: 'bits per character', decimals: 3 },
  nats: { name: 'loss', unit: 'nats per token' },
};

/** The axis on which a unit is read best: a perplexity falls by factors. */
export function usualScale(unit: LossUnit): 'linear' | 'log' {
  return unit === 'perplexity' ? 'log' : 'linear';
}

/** A loss in that unit; one that becomes too large for a number is infinite, and a gap in the figure. */
export function lossIn(unit: LossUnit, loss: number): number {
  switch (unit) {
    case 'loss':
    case 'nats':
      return loss;
    case 'perplexity':
      return Math.exp(loss);
    case 'bits':
      return loss / Math.LN2;
    default:
      return unit satisfies never;
  }
}

/** Losses in that unit; where that changes nothing, the same array. */
export function lossesIn(unit: LossUnit, losses: Float64Array): Float64Array {
  return unit === 'loss' || unit === 'nats' ? losses : losses.map((loss) => lossIn(unit, loss));
}

/**
 * The units that losses can be drawn in, the one for those who have not chosen first.
 * @param level of the tokens of a running text; null for all other data
 */
export function lossUnitsFor(level: TokenLevel | null): readonly [LossUnit, ...LossUnit[]] {
  if (level === null) return ['loss'];
  return level === 'word' ? ['perplexity', 'nats'] : ['bits', 'perplexity', 'nats'];
}

/** What is said below a figure with training losses in a unit that they were not logged in. */
export function notesOnTraining(unit: LossUnit): readonly string[] {
  return unit === 'perplexity'
    ? [
        'Perplexity is the exponential of the loss; of training it is that of what training lowers, dropout and penalties included.',
      ]
    : [];
}
