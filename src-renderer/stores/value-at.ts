// A value written into nested plain data by its path, leaving what was there untouched.

/** A copy of `whole` with `value` at `path`, keys parted by dots; `undefined` takes the key out. */
export function withValueAt<Whole extends object>(whole: Whole, path: string, value: unknown): Whole {
  return written(whole, path.split('.'), value) as Whole;
}

function written(part: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(part)) {
    return part.map((item, index) => (index === Number(key) ? written(item, rest, value) : item));
  }
  const fields: Record<string, unknown> = typeof part === 'object' && part !== null ? { ...part } : {};
  const next = written(fields[key], rest, value);
  if (next === undefined) delete fields[key];
  else fields[key] = next;
  return fields;
}

/** What stands at `path` in nested plain data, keys parted by dots; undefined where there is nothing. */
export function valueAt(whole: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((part, key) => {
    if (typeof part !== 'object' || part === null) return undefined;
    return (part as Readonly<Record<string, unknown>>)[key];
  }, whole);
}
