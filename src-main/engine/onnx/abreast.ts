// Computes small values that are computed alike in one go, laid end to end: on a graphics card an operation costs the same for one number and
// for thousands, and an optimiser has four or more for every bias and factor of a network. The numbers stay, bit for bit.
import { type Alike, alikeIn, isInside, operationOf } from './alike.ts';
import { concat, slice } from './kernels/arrangement.ts';
import { reshape } from './kernels/reshape.ts';
import type { Place, Recorded, Rule } from './rewrite.ts';
import { sizeOf, type Value } from './value.ts';

/** So many operations have to be saved. */
const worthwhile = 4;

/** @param most how many tensors one operation joins or gives out */
export function abreast(recorded: Recorded, most: number): Rule {
  const accepted = acceptable(alikeIn(recorded).filter((alike) => savedBy(alike, most) >= worthwhile));
  const setOf = new Map(accepted.flatMap((alike) => alike.members.map(({ root }) => [root.id, alike] as const)));
  const joined = new Map<Alike, Value>();
  return (value, place) => {
    const alike = setOf.get(value.id);
    if (alike === undefined) return null;
    const whole = joined.get(alike) ?? computed(alike, { setOf, joined, recorded, place });
    joined.set(alike, whole);
    const at = alike.members.findIndex(({ root }) => root === value);
    const sizes = alike.members.map(({ root }) => sizeOf(root.shape));
    const offset = sizes.slice(0, at).reduce((sum, size) => sum + size, 0);
    return reshape(place.graph, slice(place.graph, whole, [offset], [sizes[at] ?? 0]), value.shape);
  };
}

/** Operations saved at least: leaves that lie end to end already need no joining. */
function savedBy({ members, operations }: Alike, most: number): number {
  const leaves = members[0]?.leaves.length ?? 0;
  const stages = Math.ceil(members.length / most);
  const cutting = stages + (stages > 1 ? 1 : 0);
  return members.length * operations - operations - leaves * stages - cutting;
}

interface Surroundings {
  readonly setOf: ReadonlyMap<number, Alike>;
  readonly joined: ReadonlyMap<Alike, Value>;
  readonly recorded: Recorded;
  readonly place: Place;
}

/** The formula once, of leaves laid end to end. */
function computed({ members }: Alike, surroundings: Surroundings): Value {
  const { recorded, place } = surroundings;
  const [first] = members;
  if (first === undefined) throw new Error('Nothing is alike.');
  const total = members.reduce((sum, { root }) => sum + sizeOf(root.shape), 0);
  let leaf = 0;
  const write = (value: Value): Value => {
    if (value.shape.length === 0) return place.lookUp(value);
    const operation = value === first.root || isInside(value, recorded) ? operationOf(value) : null;
    if (operation === null) {
      const at = leaf++;
      return endToEnd(
        members.map(({ leaves }) => leaves[at] as Value),
        surroundings,
      );
    }
    const inputs = operation.inputs.map(write);
    return place.graph.node(operation.operator, inputs, { shape: [total], type: 'float32' }, operation.attributes);
  };
  return write(first.root);
}

function endToEnd(leaves: readonly Value[], { setOf, joined, place }: Surroundings): Value {
  const flat = leaves.map((leaf) => reshape(place.graph, place.lookUp(leaf), [sizeOf(leaf.shape)]));
  const alike = setOf.get(leaves[0]?.id ?? -1);
  const whole = alike === undefined ? undefined : joined.get(alike);
  const isWhole = alike?.members.length === leaves.length && alike.members.every(({ root }, at) => root === leaves[at]);
  return whole !== undefined && isWhole ? whole : concat(place.graph, flat, 0);
}

/** The sets one after the other, without those that would have to wait for themselves once the ones before are computed in one go. */
function acceptable(sets: readonly Alike[]): readonly Alike[] {
  const setOf = new Map<number, Alike>();
  return sets.filter((alike) => {
    for (const { root } of alike.members) setOf.set(root.id, alike);
    if (!waitsForItself(alike, setOf)) return true;
    for (const { root } of alike.members) setOf.delete(root.id);
    return false;
  });
}

function waitsForItself(alike: Alike, setOf: ReadonlyMap<number, Alike>): boolean {
  const waiting = alike.members.flatMap(({ leaves, root }) => [...leaves, ...inputsOf(root)]);
  const seen = new Set<number>();
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (seen.has(value.id)) continue;
    seen.add(value.id);
    const set = setOf.get(value.id);
    if (set === alike) return true;
    waiting.push(...inputsOf(value), ...(set?.members.flatMap(({ root }) => inputsOf(root)) ?? []));
  }
  return false;
}

function inputsOf({ origin }: Value): readonly Value[] {
  return origin.kind === 'node' ? origin.inputs : [];
}
