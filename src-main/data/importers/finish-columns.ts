// Raw columns as a data set keeps them: numbers in 32 bits, texts by falling frequency, the target as labels or numbers.
import type { ColumnRole } from '../../../src-shared/domain/data-card.ts';
import type { Column } from '../dataset.ts';
import type { RawColumn } from './raw-column.ts';
import type { Target } from './target-column.ts';

/** Codes by falling frequency; texts that no row holds any more disappear. */
function byFrequency(codes: Int32Array, categories: readonly string[]): { codes: Int32Array; categories: string[] } {
  const counts = new Int32Array(categories.length);
  for (const code of codes) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  const order = [...counts.keys()]
    .filter((code) => (counts[code] ?? 0) > 0)
    .sort((left, right) => (counts[right] ?? 0) - (counts[left] ?? 0) || left - right);
  const rank = new Int32Array(categories.length).fill(-1);
  for (const [position, code] of order.entries()) rank[code] = position;
  return {
    codes: codes.map((code) => (code < 0 ? -1 : (rank[code] ?? -1))),
    categories: order.map((code) => categories[code] ?? ''),
  };
}

/** The column to be predicted. */
export function finishTarget(name: string, target: Target): Column {
  const role = 'target';
  if (target.task === 'regression') return { kind: 'numeric', name, role, values: Float32Array.from(target.values) };
  return { kind: 'categorical', name, role, codes: target.labels, categories: target.classes };
}

/** Any other column. */
export function finishColumn(column: RawColumn, role: ColumnRole): Column {
  const { name } = column;
  if (column.kind === 'numeric') return { kind: 'numeric', name, role, values: Float32Array.from(column.values) };
  return { kind: 'categorical', name, role, ...byFrequency(column.codes, column.categories) };
}
