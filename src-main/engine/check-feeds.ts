// Refuses arrays of the wrong type or length before they reach an engine that would crash on them or read past their end.
import type { Feeds, TensorSpecs } from './engine.ts';

/** @throws Error naming the program, the tensor, what was expected and what was seen: a bug of the caller */
export function checkFeeds(program: string, specs: TensorSpecs, feeds: Feeds): void {
  for (const name in specs) {
    const spec = specs[name];
    const data = feeds[name];
    if (spec === undefined) continue;
    if (data === undefined) throw new Error(`${program}: no values for "${name}".`);
    const size = spec.shape.reduce((product, extent) => product * extent, 1);
    const isRightType = spec.dtype === 'int32' ? data instanceof Int32Array : data instanceof Float32Array;
    if (data.length !== size || !isRightType) {
      throw new Error(
        `${program}: "${name}" has ${data.length} values in a ${data.constructor.name}; expected ${size} of type ${spec.dtype}.`,
      );
    }
  }
}
