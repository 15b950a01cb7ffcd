// One value, one text: keys sorted, no spaces, numbers beyond JSON kept. What is frozen is compared and hashed in this form.

const beyondJson = new Map([
  ['#NaN', Number.NaN],
  ['#Infinity', Number.POSITIVE_INFINITY],
  ['#-Infinity', Number.NEGATIVE_INFINITY],
]);

function prepare(_key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return `#${value}`;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** The canonical text of plain data; NaN and infinities become `"#NaN"`, `"#Infinity"`, `"#-Infinity"`. */
export function toCanonicalJson(value: unknown): string {
  return JSON.stringify(value, prepare);
}

/** Reads what `toCanonicalJson` wrote. */
export function fromCanonicalJson(text: string): unknown {
  // Looking at every value takes five times as long; most texts have none that needs it.
  if (!text.includes('"#')) return JSON.parse(text) as unknown;
  return JSON.parse(text, (_key, value: unknown) =>
    typeof value === 'string' && beyondJson.has(value) ? beyondJson.get(value) : value,
  );
}
