// Copies a finished recording into a new graph while changing parts of it. What is changed, and into what, is the caller's.
import { Graph, reachable } from './graph.ts';
import type { Value } from './value.ts';

/** A value that an operator computes. */
export type Node = Extract<Value['origin'], { readonly kind: 'node' }>;

/** What a rewriting rule may ask about the recording it works on. */
export interface Recorded {
  /** All values, each after those it depends on. */
  readonly values: readonly Value[];
  /** Whether one node alone uses the value, or one output. */
  readonly isSingle: (value: Value) => boolean;
  /** Whether the value is given out. */
  readonly isOutput: (value: Value) => boolean;
  /** The nodes that use a value. */
  readonly usersOf: (value: Value) => readonly Value[];
  /** Ids of all values that one depends on, itself among them. */
  readonly ancestorsOf: (value: Value) => ReadonlySet<number>;
}

/** What a rule has at hand for one value of the old graph. */
export interface Place {
  /** The new graph. */
  readonly graph: Graph;
  /** What became of an earlier value of the old graph. */
  readonly lookUp: (value: Value) => Value;
}

/** What a value becomes; null: what it was. */
export type Rule = (value: Value, place: Place) => Value | null;

/**
 * The recording with a rule applied to every value.
 * @param ruleFor makes the rule from what is known of the whole recording
 * @returns the outputs of the new graph, in the order given
 */
export function rewrite(outputs: readonly Value[], ruleFor: (recorded: Recorded) => Rule): readonly Value[] {
  const recorded = recordedOf(outputs);
  const rule = ruleFor(recorded);
  const graph = new Graph();
  const rewritten = new Map<number, Value>();
  const lookUp = (value: Value): Value => {
    const found = rewritten.get(value.id) ?? rewriteOne(value);
    rewritten.set(value.id, found);
    return found;
  };
  const rewriteOne = (value: Value): Value => rule(value, { graph, lookUp }) ?? copied(value, { graph, lookUp });
  for (const value of recorded.values) lookUp(value);
  return outputs.map(lookUp);
}

/** What the first rule that fits makes of a value; null when none does. */
export function firstOf(rules: readonly Rule[], value: Value, place: Place): Value | null {
  for (const rule of rules) {
    const found = rule(value, place);
    if (found !== null) return found;
  }
  return null;
}

function copied(value: Value, { graph, lookUp }: Place): Value {
  const { origin, shape, type } = value;
  if (origin.kind === 'input') return graph.input(origin.name, { shape, type });
  if (origin.kind === 'fill') return graph.fill(origin.value, { shape, type });
  if (origin.kind === 'constant') return graph.constant(origin.data, { shape, type });
  return graph.node(origin.operator, origin.inputs.map(lookUp), { shape, type }, origin.attributes);
}

/** What is known of a recording by its outputs. */
export function recordedOf(outputs: readonly Value[]): Recorded {
  const values = reachable(outputs);
  const uses = new Map<number, number>();
  const users = new Map<number, Value[]>();
  const given = new Set(outputs.map(({ id }) => id));
  const count = ({ id }: Value): void => void uses.set(id, (uses.get(id) ?? 0) + 1);
  outputs.forEach(count);
  for (const value of values) {
    if (value.origin.kind !== 'node') continue;
    for (const input of value.origin.inputs) {
      count(input);
      const known = users.get(input.id);
      if (known === undefined) users.set(input.id, [value]);
      else known.push(value);
    }
  }
  return {
    values,
    isSingle: ({ id }) => uses.get(id) === 1,
    isOutput: ({ id }) => given.has(id),
    usersOf: ({ id }) => users.get(id) ?? [],
    ancestorsOf,
  };
}

/** Ids of all values that one depends on, itself among them. */
function ancestorsOf(value: Value): ReadonlySet<number> {
  const found = new Set([value.id]);
  const waiting = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.origin.kind !== 'node') continue;
    for (const input of next.origin.inputs) {
      if (found.has(input.id)) continue;
      found.add(input.id);
      waiting.push(input);
    }
  }
  return found;
}

/** The node behind a value when it is of that operator. */
export function nodeOf({ origin }: Value, operator: string): Node | null {
  return origin.kind === 'node' && origin.operator === operator ? origin : null;
}
