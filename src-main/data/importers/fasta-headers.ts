// What the headers of FASTA files say, as columns: `>id class`, `>id|class`, `>id key=value key=value`. Not here: which of the columns
// is to be predicted (fasta).
import type { RawColumn } from './raw-column.ts';

/** Share of the headers that must have a field for it to become a column: others are rare. */
const fewestShare = 0.5;
/** Keys that become columns. */
const mostKeys = 50;

/** A key and what follows it up to the next key; quotes may hold anything. Source: headers as UniProt and GenBank write them. */
const keyValue = /(?:^|\s)\[?([A-Za-z_][\w.-]*)=("[^"]*"|[^=]*?)\]?(?=\s+\[?[A-Za-z_][\w.-]*=|\s*$)/g;

const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** Fields of one header by name. */
export function fieldsOf(header: string): Map<string, string> {
  const [, name = '', rest = ''] = /^(\S*)\s*(.*)$/s.exec(header) ?? [];
  const fields = new Map<string, string>();
  const [id = '', ...piped] = name.split('|');
  fields.set('id', id);
  for (const [index, value] of piped.entries()) fields.set(`field ${index + 2}`, value);
  const description = rest.replace(keyValue, (_, key: string, value: string) => {
    if (!fields.has(key)) fields.set(key, value.replace(/^"|"$/g, '').trim());
    return ' ';
  });
  const words = description.replace(/\s+/g, ' ').trim();
  if (words !== '') fields.set('description', words);
  return fields;
}

/** Texts as a column of texts, whatever they look like; an empty one is missing. */
export function textColumn(name: string, values: readonly string[]): RawColumn {
  const codes = new Map<string, number>();
  for (const value of values) if (value !== '' && !codes.has(value)) codes.set(value, codes.size);
  return {
    kind: 'categorical',
    name,
    codes: Int32Array.from(values, (value) => codes.get(value) ?? -1),
    categories: [...codes.keys()],
  };
}

function columnOf(name: string, values: readonly string[]): RawColumn {
  const areNumbers =
    values.every((value) => value === '' || number.test(value)) && values.some((value) => value !== '');
  if (!areNumbers) return textColumn(name, values);
  return {
    kind: 'numeric',
    name,
    values: Float64Array.from(values, (value) => (value === '' ? Number.NaN : Number(value))),
  };
}

/** Columns of what at least half of the headers have. @returns `id` first; the likelier a column is to be a class, the later it comes */
export function headerColumns(headers: readonly string[]): RawColumn[] {
  const fields = headers.map(fieldsOf);
  const seen = new Map<string, number>();
  for (const header of fields) for (const name of header.keys()) seen.set(name, (seen.get(name) ?? 0) + 1);
  const common = [...seen].filter(([, count]) => count >= fewestShare * headers.length).map(([name]) => name);
  const rank = (name: string) => (name === 'id' ? 0 : name === 'description' ? 3 : /^field \d+$/.test(name) ? 2 : 1);
  const ordered = common.sort((left, right) => rank(left) - rank(right));
  return ordered.slice(0, mostKeys).map((name) =>
    columnOf(
      name,
      fields.map((header) => header.get(name) ?? ''),
    ),
  );
}
