// What a layer counts to, as its box says it: "64 → 128 · 8,320 parameters", "16 × 16 × 64 · 1,792 parameters".
import type { LayerSummary } from '../../../src-shared/contract/plan.ts';
import { shapeWords } from '../../words/model-words.ts';
import { countedWords, countWords } from '../../words/quantities.ts';

const parametersOf = (summary: LayerSummary, locale: string) =>
  countedWords(summary.parameters, 'parameter', 'parameters', locale);

/** Of a dense layer; empty before the host has counted. */
export function layerSizeWords(summary: LayerSummary | undefined, locale: string): string {
  if (summary === undefined) return '';
  const shape = `${countWords(summary.inputs, locale)} → ${countWords(summary.outputs, locale)}`;
  return `${shape} · ${parametersOf(summary, locale)}`;
}

/** Of a folded box: what comes out, and its parameters on a line of their own. */
export function foldedSizes(summary: LayerSummary | undefined, locale: string): readonly string[] {
  if (summary === undefined) return [];
  return [`→ ${shapeWords(summary.shape, locale)}`, parametersOf(summary, locale)];
}
