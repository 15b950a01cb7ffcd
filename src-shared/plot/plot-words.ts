// A plot in words, for those who hear it instead of seeing it.
import { type PlotLine, type PlotTable, quantityWords } from './plot-table.ts';

function finiteEnds(values: Float64Array): readonly [number, number] | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : null;
}

function lineWords(line: PlotLine, number: (value: number) => string): string {
  const ends = finiteEnds(line.y);
  const last = line.y.at(-1);
  if (ends === null || last === undefined) return `${line.label}: no points yet`;
  return `${line.label}: between ${number(ends[0])} and ${number(ends[1])}, last ${number(last)}`;
}

/**
 * Title, axis, and for each line its range and its last value; of many lines the first twelve.
 * @param number writes a number in the reader's language
 */
export function plotWords(table: PlotTable, number: (value: number) => string): string {
  const panels = table.panels.map((panel) => {
    if (panel.lines.every((line) => line.x.length === 0)) return `${panel.title}: ${panel.whenEmpty}`;
    const spoken = panel.lines.slice(0, 12).map((line) => lineWords(line, number));
    const rest = panel.lines.length - spoken.length;
    return `${panel.title}: ${spoken.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`;
  });
  return `${table.title}, over ${quantityWords(table.x)}. ${panels.join(' ')}`;
}
