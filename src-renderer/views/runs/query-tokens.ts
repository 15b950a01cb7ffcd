// The text of a filter cut into words and conditions. Not here: what a condition means (run-query).

/** One piece of the text: a word, or a field with an operator and its values. */
export interface QueryToken {
  /** As typed. */
  readonly text: string;
  readonly isNegated: boolean;
  /** Lower case; null for a plain word. */
  readonly field: string | null;
  readonly operator: ':' | '<' | '<=' | '>' | '>=' | '=' | null;
  /** Several where commas divide them. */
  readonly values: readonly string[];
}

// A quoted text may hold spaces and commas; one that is never closed goes to the end.
const piece = /(?:"[^"]*"?|[^\s"])+/g;
const condition = /^([a-z][\w.]*?)(<=|>=|[:<>=])(.*)$/is;

/** Cuts the text at its spaces, quotes kept together. */
export function queryTokens(text: string): readonly QueryToken[] {
  return (text.match(piece) ?? []).map((whole) => {
    const isNegated = whole.length > 1 && whole.startsWith('-');
    const rest = isNegated ? whole.slice(1) : whole;
    const [, field, operator, value] = condition.exec(rest) ?? [];
    if (field === undefined || operator === undefined || value === undefined) {
      return { text: whole, isNegated, field: null, operator: null, values: [unquoted(rest)] };
    }
    return {
      text: whole,
      isNegated,
      field: field.toLowerCase(),
      operator: operator as QueryToken['operator'],
      values: divided(value),
    };
  });
}

function divided(value: string): readonly string[] {
  return (value.match(/(?:"[^"]*"?|[^,"])+/g) ?? []).map(unquoted).filter((part) => part !== '');
}

function unquoted(text: string): string {
  return text.replaceAll('"', '');
}

/** The values that the text allows for a field, in lower case; none where it does not name the field. */
export function valuesOf(text: string, field: string): readonly string[] {
  return queryTokens(text)
    .filter((token) => token.field === field && token.operator === ':' && !token.isNegated)
    .flatMap((token) => token.values.map((value) => value.toLowerCase()));
}

/** The text with other values for a field: what the click filters write. No values takes the condition out. */
export function withValues(text: string, field: string, values: readonly string[]): string {
  const kept = queryTokens(text)
    .filter((token) => token.field !== field || token.operator !== ':' || token.isNegated)
    .map((token) => token.text);
  const condition = values.length === 0 ? [] : [`${field}:${values.map(quoted).join(',')}`];
  return [...kept, ...condition].join(' ');
}

function quoted(value: string): string {
  return /[\s,]/.test(value) ? `"${value}"` : value;
}
