// How lists and counts are written in the sentences of this room.

/** Longest piece of a file's text that a sentence quotes. */
const longestQuote = 60;

/** Text from a file as a sentence may show it: short, and without characters that would steer a terminal. */
export function shown(text: string): string {
  const plain = text.replace(/\p{Cc}+/gu, ' ');
  return plain.length > longestQuote ? `${plain.slice(0, longestQuote)}…` : plain;
}

/** `"a", "b", "c" and 4 more`: at most `limit` names in quotes. */
export function listNames(names: readonly string[], limit = 10): string {
  const quoted = names.slice(0, limit).map((name) => `"${shown(name)}"`);
  const hidden = names.length - quoted.length;
  if (hidden > 0) return `${quoted.join(', ')} and ${hidden} more`;
  const last = quoted.pop();
  if (last === undefined) return '';
  return quoted.length === 0 ? last : `${quoted.join(', ')} and ${last}`;
}

/** `1 row`, `1,200 rows`: a count with its noun, thousands grouped. */
export function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : `${noun}s`}`;
}
