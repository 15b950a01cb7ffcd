import { describe, expect, it } from 'vitest';
import { signalsIn } from '../../../../src-renderer/views/data/signal-columns.ts';
import type { DataCard } from '../../../../src-shared/domain/data-card.ts';

/** A table of these inputs, one row of rising values and one with a gap. */
function table(names: readonly string[], kind: 'numeric' | 'categorical' = 'numeric') {
  const columns = [...names.map((name) => ({ name, kind, role: 'input' })), { name: 'fat', kind, role: 'target' }];
  const card = { form: 'table', columns, rows: 2 } as unknown as DataCard;
  const values = names.map((_, index) => index);
  const preview = {
    form: 'table' as const,
    columns: [...names, 'fat'],
    rows: [
      [...values, 9],
      [null, ...values.slice(1), 9],
    ],
    totalRows: 2,
  };
  return signalsIn(card, preview);
}

const numbered = (count: number, name: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => name(index));

describe('columns along an axis', () => {
  it('are found by names that differ in a number that rises or falls', () => {
    const channels = table(numbered(16, (index) => `channel ${index + 1}`));
    expect(channels?.axis).toBe('channel');
    expect(channels?.places).toEqual(numbered(16, String).map((text) => Number(text) + 1));
    expect(table(numbered(20, (index) => `${4_000 - 2.5 * index} 1/cm`))?.axis).toBe('1/cm');
    expect(table(numbered(16, (index) => `pixel_${Math.floor(index / 4)}_${index % 4}`))).toBe(null);
    expect(table(numbered(20, (index) => `nm_${400 + 4 * index}`))?.axis).toBe('nm');
    expect(table(numbered(20, (index) => `${900 - 4 * index}`))?.places[0]).toBe(900);
  });

  it('have the first rows as curves, with gaps where values are missing', () => {
    const signals = table(numbered(16, (index) => `x${index}`));
    expect(signals?.curves[0]?.slice(0, 3)).toEqual([0, 1, 2]);
    expect(signals?.curves[1]?.slice(0, 2)).toEqual([Number.NaN, 1]);
    expect(signals?.curves.every((curve) => curve.length === 16)).toBe(true);
  });

  it('are none where the inputs are few, of other kinds, or without an order', () => {
    expect(table(numbered(15, (index) => `x${index}`))).toBe(null);
    expect(
      table(
        numbered(16, (index) => `x${index}`),
        'categorical',
      ),
    ).toBe(null);
    expect(table(numbered(16, (index) => `x${(index * 7) % 16}`))).toBe(null);
    expect(table(numbered(16, (index) => (index === 3 ? 'dose' : `x${index}`)))).toBe(null);
    expect(table(numbered(16, (index) => (index === 3 ? 'y3' : `x${index}`)))).toBe(null);
  });
});
