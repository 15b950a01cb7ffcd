// Turns what a schema refuses into a sentence that names the path, what was seen and what was expected.
// The expectation is read off the schema itself (as JSON Schema), so the two cannot drift apart.
import { z } from 'zod';

type Node = z.core.JSONSchema.JSONSchema;
type Path = readonly PropertyKey[];

const longestShown = 60;

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => {
    if (Array.isArray(inner)) return inner[Number(key)];
    return isRecord(inner) && Object.hasOwn(inner, key) ? inner[String(key)] : undefined;
  }, value);
}

function asNode(child: z.core.JSONSchema._JSONSchema | undefined): Node | undefined {
  return typeof child === 'object' ? child : undefined;
}

/** The variant of a union that a value means: the one whose constants it carries. */
function variantFor(node: Node, value: unknown): Node {
  const variants = node.oneOf ?? node.anyOf;
  if (variants === undefined) return node;
  const meant = variants.find((variant) =>
    Object.entries(variant.properties ?? {}).some(([key, child]) => {
      const constant = asNode(child)?.const;
      return constant !== undefined && isRecord(value) && value[key] === constant;
    }),
  );
  return meant ?? node;
}

function nodeAt(root: Node, value: unknown, path: Path): Node | undefined {
  let node: Node | undefined = root;
  for (const [depth, key] of path.entries()) {
    if (node === undefined) return undefined;
    node = variantFor(node, valueAt(value, path.slice(0, depth)));
    const item: z.core.JSONSchema._JSONSchema | undefined = Array.isArray(node.items) ? undefined : node.items;
    node =
      typeof key === 'number'
        ? (asNode(node.prefixItems?.[key]) ?? asNode(item))
        : (asNode(node.properties?.[String(key)]) ?? asNode(node.additionalProperties));
  }
  return node;
}

function quoted(values: readonly unknown[]): string {
  const words = values.map((value) => JSON.stringify(value));
  const last = words.pop() ?? '';
  return words.length === 0 ? last : `${words.join(', ')} or ${last}`;
}

/** Bounds beyond this are the format's, not the field's. */
const anyInteger = Number.MAX_SAFE_INTEGER;

function numberWords(node: Node): string {
  const noun = node.type === 'integer' ? 'a whole number' : 'a number';
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = node;
  const highest = maximum !== undefined && maximum < anyInteger ? maximum : undefined;
  if (minimum !== undefined && minimum > -anyInteger && highest !== undefined) {
    return `${noun} from ${minimum} to ${highest}`;
  }
  const bounds = [
    minimum === undefined || minimum <= -anyInteger ? '' : `of at least ${minimum}`,
    typeof exclusiveMinimum === 'number' ? `above ${exclusiveMinimum}` : '',
    highest === undefined ? '' : `of at most ${highest}`,
    typeof exclusiveMaximum === 'number' ? `below ${exclusiveMaximum}` : '',
  ].filter((words) => words !== '');
  return [noun, bounds.join(' and ')].filter((words) => words !== '').join(' ');
}

/** What a part of a schema expects, in words. */
function expectation(node: Node): string {
  if (node.const !== undefined) return quoted([node.const]);
  if (node.enum !== undefined) return quoted(node.enum);
  const variants = node.oneOf ?? node.anyOf;
  if (variants !== undefined) return [...new Set(variants.map(expectation))].join(' or ');
  switch (node.type) {
    case 'integer':
    case 'number':
      return numberWords(node);
    case 'boolean':
      return 'true or false';
    case 'null':
      return 'null';
    case 'string':
      return node.maxLength === undefined ? 'a text' : `a text of at most ${node.maxLength} characters`;
    case 'array':
      return node.maxItems === undefined ? 'a list' : `a list of at most ${node.maxItems} items`;
    default:
      return 'an object {…}';
  }
}

function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

/** `training.epochs`, `model.hidden[0].width`, `hyperparameters["input.l2"].scale`. */
function pathWords(path: Path): string {
  return path.reduce<string>((words, key) => {
    if (typeof key === 'number') return `${words}[${key}]`;
    const name = String(key);
    if (!/^\w+$/.test(name)) return `${words}["${name}"]`;
    return words === '' ? name : `${words}.${name}`;
  }, '');
}

function knownKeys(node: Node | undefined, value: unknown): string {
  const keys = Object.keys((node === undefined ? undefined : variantFor(node, value))?.properties ?? {});
  return keys.length === 0 ? '' : ` Known here: ${keys.join(', ')}.`;
}

/** What the field that tells the variants of a union apart may say. */
function choicesOf(union: Node | undefined, discriminator: string): readonly unknown[] {
  const variants = union?.oneOf ?? union?.anyOf ?? [];
  return variants.map((variant) => asNode(variant.properties?.[discriminator])?.const);
}

/** One thing that a schema refuses. */
export interface Refusal {
  readonly path: readonly PropertyKey[];
  /** Beside the field it is about: what was expected, what was seen. */
  readonly message: string;
  /** By itself, with the path in it. */
  readonly sentence: string;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

interface Refused {
  readonly root: Node;
  readonly value: unknown;
  /** What the value as a whole is called, for a refusal of the whole. */
  readonly whole: string;
}

function expected(path: Path, words: string, { value, whole }: Refused): Refusal {
  const seen = valueAt(value, path);
  const where = path.length === 0 ? whole : pathWords(path);
  const message = seen === undefined ? `Missing. Expected ${words}.` : `Expected ${words}, not ${shown(seen)}.`;
  return { path, message, sentence: `${where} is ${shown(seen)}; expected ${words}.` };
}

function refusalsOf(issue: z.core.$ZodIssue, refused: Refused): Refusal[] {
  const { root, value, whole } = refused;
  const { path } = issue;
  const node = nodeAt(root, value, path);
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(node, valueAt(value, path));
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: `"${key}" is not known.${known}`,
      sentence: `"${pathWords([...path, key])}" is not known.${known}`,
    }));
  }
  if (issue.code === 'invalid_union' && issue.discriminator !== undefined) {
    return [expected(path, quoted(choicesOf(nodeAt(root, value, path.slice(0, -1)), issue.discriminator)), refused)];
  }
  if (issue.code === 'custom' || issue.code === 'invalid_format' || node === undefined) {
    const where = path.length === 0 ? whole : pathWords(path);
    const sentence = `${where} is ${shown(valueAt(value, path))}. ${issue.message}`;
    return [{ path, message: capital(issue.message), sentence }];
  }
  return [expected(path, expectation(node), refused)];
}

/**
 * Everything a schema refuses about `value`.
 * @param whole what the value as a whole is called, for a refusal of the whole
 */
export function describeRefusals(schema: z.ZodType, value: unknown, error: z.ZodError, whole: string): Refusal[] {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return error.issues.flatMap((issue) => refusalsOf(issue, { root, value, whole }));
}

/**
 * The first thing a schema refuses about `value`, as one sentence or two.
 * @param whole what the value as a whole is called, for a refusal of the whole
 */
export function describeRefusal(schema: z.ZodType, value: unknown, error: z.ZodError, whole: string): string {
  return describeRefusals(schema, value, error, whole)[0]?.sentence ?? `${whole} was refused.`;
}
