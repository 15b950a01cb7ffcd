// One value as a cell of a CSV file (RFC 4180), safe to open in a spreadsheet: the same in every table that leaves the program.

const looksLikeNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A number in its shortest exact form; an empty cell for none and for NaN, which spreadsheets have no word for. */
export function numberCell(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '' : String(value);
}

/**
 * A text, quoted where the format asks for it. A text that a spreadsheet would take for a formula gets an apostrophe in front.
 * Source: OWASP, "CSV Injection".
 */
export function textCell(text: string): string {
  const isFormula = /^[=+\-@\t\r]/.test(text) && !looksLikeNumber.test(text);
  const safe = isFormula ? `'${text}` : text;
  return isFormula || /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
