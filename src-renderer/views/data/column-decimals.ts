// How many decimals a column of data is shown with, so that its points stand below each other. Not for results: those have words/quantities.

/** More would push the digits that differ out of sight. */
const mostDecimals = 6;

/** As many as the value with the most of them has, 6 at the most; texts and gaps have none. */
export function decimalsOf(values: readonly unknown[]): number {
  return values.reduce<number>((most, value) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return most;
    const [mantissa = '', exponent = '0'] = String(value).split('e');
    const own = (mantissa.split('.')[1]?.length ?? 0) - Number(exponent);
    return Math.min(mostDecimals, Math.max(most, own));
  }, 0);
}
