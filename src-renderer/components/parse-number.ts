// A number as people type it, read. Not a calculator: one number, with a decimal point or comma and a power of ten if need be.

export interface NumberLimits {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly isInteger?: boolean | undefined;
}

/**
 * Reads a typed number: `0.05`, `0,05`, `1e-4`, `1 000`, `−3`.
 * @returns null where the text is no finite number
 */
export function parseNumber(text: string): number | null {
  const plain = text
    .trim()
    .replaceAll(/[\s\u00a0\u202f'_]/g, '')
    .replace('−', '-')
    .replace(/^([^.,]*),([^.,]*)$/, '$1.$2');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}

/** What is wrong with a number, in one sentence, or null. @param show writes a limit as people read it */
export function limitProblem(
  value: number,
  { min, max, isInteger }: NumberLimits,
  show: (value: number) => string = String,
): string | null {
  if (isInteger === true && !Number.isInteger(value)) return 'Expected a whole number.';
  const isLow = min !== undefined && value < min;
  const isHigh = max !== undefined && value > max;
  if (!isLow && !isHigh) return null;
  if (min !== undefined && max !== undefined) return `Expected a number from ${show(min)} to ${show(max)}.`;
  return isLow ? `Expected at least ${show(min ?? 0)}.` : `Expected at most ${show(max ?? 0)}.`;
}

/** The next number on the way up or down, within the limits and without the noise of binary fractions. */
export function stepNumber(value: number, by: number, { min, max }: NumberLimits): number {
  const raw = Number((value + by).toPrecision(12));
  return Math.min(max ?? Infinity, Math.max(min ?? -Infinity, raw));
}
