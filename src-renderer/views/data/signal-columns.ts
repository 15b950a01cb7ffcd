// Tables whose columns are one axis (channel 1, channel 2, …; nm400, nm404, …), looked at as the curves they are.
import type { Preview } from '../../../src-shared/contract/data.ts';
import type { DataCard } from '../../../src-shared/domain/data-card.ts';

const fewestColumns = 16;
const mostCurves = 40;

export interface Signals {
  /** Place of each column along the axis, as its name says it; rising or falling. */
  readonly places: readonly number[];
  /** What the names of the columns have in common: "channel", "nm". */
  readonly axis: string;
  /** The first rows, value by value; NaN for a missing one. */
  readonly curves: readonly (readonly number[])[];
}

const isMonotone = (values: readonly number[]) =>
  values.every((value, index) => index === 0 || value > (values[index - 1] ?? value)) ||
  values.every((value, index) => index === 0 || value < (values[index - 1] ?? value));

/** Null where the inputs are no axis: few, not all numbers, or named without an order. */
export function signalsIn(card: DataCard, preview: Extract<Preview, { form: 'table' }>): Signals | null {
  const inputs = card.columns.filter(({ role }) => role === 'input');
  if (inputs.length < fewestColumns || inputs.some(({ kind }) => kind !== 'numeric')) return null;
  const parts = inputs.map(({ name }) => /^(\D*)(\d+(?:\.\d+)?)(.*)$/.exec(name.trim()));
  const [first] = parts;
  if (!first || parts.some((part) => part === null || part[1] !== first[1] || part[3] !== first[3])) return null;
  const places = parts.map((part) => Number(part?.[2]));
  if (!isMonotone(places)) return null;
  const indices = inputs.map(({ name }) => preview.columns.indexOf(name));
  if (indices.includes(-1)) return null;
  const curves = preview.rows.slice(0, mostCurves).map((row) =>
    indices.map((index) => {
      const value = row[index];
      return typeof value === 'number' ? value : Number.NaN;
    }),
  );
  return { places, axis: `${first[1]}${first[3]}`.trim().replace(/[_-]+$/, ''), curves };
}
