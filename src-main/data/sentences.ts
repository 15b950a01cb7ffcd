// How lists and counts are written in the sentences of this room.

/** `"a", "b", "c" and 4 more`: at most `limit` names in quotes. */
export function listNames(names: readonly string[], limit = 10): string {
  const shown = names.slice(0, limit).map((name) => `"${name}"`);
  const hidden = names.length - shown.length;
  if (hidden > 0) return `${shown.join(', ')} and ${hidden} more`;
  const last = shown.pop();
  if (last === undefined) return '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}

/** `1 row`, `1,200 rows`: a count with its noun, thousands grouped. */
export function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : `${noun}s`}`;
}
