// Single changes to a written config, named by a path with dots: `training.epochs`, `model.hidden.0.width`,
// `hyperparameters.dense1.dropout.start`. The config is data; nothing is changed in place.
import { AppError } from '../../../src-shared/domain/app-error.ts';

export interface ConfigChange {
  readonly path: string;
  readonly value: unknown;
}

/** A config, or a part of one, as a person writes it: not checked yet. */
export type Written = Readonly<Record<string, unknown>>;

/** Fields of one hyperparameter's setting. Everything before them in a path is its name, dots and all. */
const settingFields = ['mode', 'value', 'start', 'range', 'scale', 'discrete'];

/** What stands behind one of these is the name of a hyperparameter, dots and all. */
const namedValues = ['method.values', 'method.schedule.values'];

/** Choosing another variant here drops the other's fields, but for those that mean the same in every variant. */
const sharedFields: Readonly<Record<string, readonly string[]>> = {
  'method.name': [],
  'training.optimizer.name': ['learningRate'],
  'training.decay.kind': [],
};

/** Whether a value is an object with fields. */
export function isWritten(value: unknown): value is Written {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const own = (record: Written, key: string) => (Object.hasOwn(record, key) ? record[key] : undefined);

function keysOf(path: string): string[] {
  const keys = path.split('.');
  if (keys.some((key) => key === '')) {
    throw new AppError('config/bad-path', `"${path}" is no path. Write names with dots between: training.epochs=20`);
  }
  const valuesAt = namedValues.find((begin) => path.startsWith(`${begin}.`));
  if (valuesAt !== undefined) return [...valuesAt.split('.'), path.slice(valuesAt.length + 1)];
  const [first, ...rest] = keys;
  if (first !== 'hyperparameters' || rest.length === 0) return keys;
  const last = rest.at(-1) ?? '';
  const hasField = rest.length > 1 && settingFields.includes(last);
  return hasField ? [first, rest.slice(0, -1).join('.'), last] : [first, rest.join('.')];
}

function changeAt(inside: unknown, keys: readonly string[], replace: (old: unknown) => unknown, path: string): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return replace(inside);
  if (Array.isArray(inside)) {
    const index = /^\d+$/.test(key) ? Number(key) : Number.NaN;
    if (!(index < inside.length)) {
      throw new AppError(
        'config/bad-path',
        `"${path}" asks for item ${key} of a list of ${inside.length}, counted from 0. Set the whole list instead.`,
      );
    }
    return inside.map((item, position) => (position === index ? changeAt(item, rest, replace, path) : item));
  }
  const record = inside ?? {};
  if (!isWritten(record)) {
    throw new AppError('config/bad-path', `"${path}" goes too deep: before "${key}" stands ${JSON.stringify(inside)}.`);
  }
  return { ...record, [key]: changeAt(own(record, key), rest, replace, path) };
}

/** `off`, `tuned` or a number in place of a whole setting. */
function settingFrom(value: unknown): unknown {
  if (value === 'off' || value === 'tuned') return { mode: value };
  if (typeof value === 'number') return { mode: 'fixed', value };
  return value;
}

/** One field of a setting: a value holds it fixed, any other field makes it tuned. */
function settingWith(old: unknown, field: string, value: unknown): unknown {
  if (field === 'mode') return isWritten(old) && old.mode === value ? old : { mode: value };
  if (field === 'value') return { mode: 'fixed', value };
  const tuned = isWritten(old) && old.mode === 'tuned' ? old : { mode: 'tuned' };
  return { ...tuned, [field]: value };
}

function hyperparameterChange(written: Written, keys: readonly string[], { path, value }: ConfigChange): Written {
  const [, name = '', field] = keys;
  const replace = (old: unknown) => (field === undefined ? settingFrom(value) : settingWith(old, field, value));
  return changeAt(written, ['hyperparameters', name], replace, path) as Written;
}

function withVariant(old: unknown, field: string, { path, value }: ConfigChange): unknown {
  if (!isWritten(old) || old[field] === value) return { ...(isWritten(old) ? old : {}), [field]: value };
  const kept = (sharedFields[path] ?? []).filter((key) => Object.hasOwn(old, key));
  return { ...Object.fromEntries(kept.map((key) => [key, old[key]])), [field]: value };
}

/**
 * The config with one change made.
 * @throws AppError `config/bad-path`
 */
export function applyChange(written: Written, change: ConfigChange): Written {
  const keys = keysOf(change.path);
  if (keys[0] === 'hyperparameters' && keys.length > 1) return hyperparameterChange(written, keys, change);
  if (Object.hasOwn(sharedFields, change.path)) {
    const field = keys.at(-1) ?? '';
    const replace = (old: unknown) => withVariant(old, field, change);
    return changeAt(written, keys.slice(0, -1), replace, change.path) as Written;
  }
  return changeAt(written, keys, () => change.value, change.path) as Written;
}

/**
 * A change from its text `path=value`; the value is JSON where it reads as JSON, else a text.
 * @throws AppError `config/bad-change`
 */
export function parseChange(text: string): ConfigChange {
  const place = text.indexOf('=');
  if (place <= 0) {
    throw new AppError('config/bad-change', `"${text}" is no change. Write a path and a value: training.epochs=20`);
  }
  const value = text.slice(place + 1);
  try {
    return { path: text.slice(0, place), value: JSON.parse(value) as unknown };
  } catch {
    return { path: text.slice(0, place), value };
  }
}
