// What a layer counts to, as its box says it: "64 → 128 · 8,320 parameters".
import type { LayerSummary } from '../../../src-shared/contract/plan.ts';
import { countedWords, countWords } from '../../words/quantities.ts';

/** Empty before the host has counted. */
export function layerSizeWords(summary: LayerSummary | undefined, locale: string): string {
  if (summary === undefined) return '';
  const shape = `${countWords(summary.inputs, locale)} → ${countWords(summary.outputs, locale)}`;
  return `${shape} · ${countedWords(summary.parameters, 'parameter', 'parameters', locale)}`;
}
