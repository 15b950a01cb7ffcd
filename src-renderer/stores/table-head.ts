// The names in a table's first line, roughly: enough to choose a target by while the host cannot read the file. Not an importer.

const delimiters = [',', ';', '\t', '|'] as const;

/** Names in the first line of a text. */
export function namesInHead(text: string, delimiter?: string): readonly string[] {
  const [line = ''] = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1);
  const countOf = (mark: string) => line.split(mark).length;
  const mark = delimiter ?? delimiters.reduce((most, next) => (countOf(next) > countOf(most) ? next : most), ',');
  const names = line.split(mark).map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
  return names.length > 1 ? names : [];
}

const shownLines = 8;
const longestLine = 240;

/** The first lines of a text; none where it holds what no text does. */
export function linesInHead(text: string): readonly string[] {
  if (text.includes('\u0000')) return [];
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/, shownLines)
    .filter((line) => line !== '')
    .map((line) => (line.length > longestLine ? `${line.slice(0, longestLine)} …` : line));
}
