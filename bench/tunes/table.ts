// Means, spreads and Markdown tables of benchmark results.

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Sample standard deviation; 0 for a single value. */
export function deviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}

/** `0.412 ± 0.010 (n = 3)`. */
export function spread(values: readonly number[], digits = 3): string {
  return `${mean(values).toFixed(digits)} ± ${deviation(values).toFixed(digits)} (n = ${values.length})`;
}

/** A Markdown table. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** One claim, whether the numbers bear it out, and the numbers. */
export interface Verdict {
  readonly claim: string;
  readonly holds: boolean;
  readonly seen: string;
}

export interface Report {
  readonly title: string;
  readonly table: string;
  readonly verdicts: readonly Verdict[];
}

/** A report as text. */
export function reportText({ title, table: body, verdicts }: Report): string {
  const lines = verdicts.map(({ claim, holds, seen }) => `${holds ? 'holds' : 'DOES NOT HOLD'}: ${claim} (${seen})`);
  return `\n${title}\n\n${body}\n\n${lines.join('\n')}\n`;
}
