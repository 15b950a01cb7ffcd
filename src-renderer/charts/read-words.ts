// A single value of a line as it is read out. Not here: numbers along an axis (quantities).
import type { PlotQuantity } from '../../src-shared/plot/plot-table.ts';
import { decimalWords, numberWords } from '../words/quantities.ts';

/** Values too large for decimals to say anything. */
const large = 1e4;

/** In the decimals of its quantity, where it has any. */
export function readWords(value: number, { decimals }: PlotQuantity, locale: string): string {
  if (decimals === undefined || !(Math.abs(value) < large)) return numberWords(value, locale);
  return decimalWords(value, locale, decimals);
}
