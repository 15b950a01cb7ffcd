// What is done to every finished recording before its sums go into products (fuse.ts): the rules, and in which order they are tried.
import { asLogSoftmax } from './log-softmax.ts';
import { type Rule, rewrite } from './rewrite.ts';
import { intoProducts, together } from './scales.ts';
import type { Value } from './value.ts';

/**
 * Applies the first rule that fits to every value.
 * @param hasLogSoftmax whether the device computes LogSoftmax itself; the processor would have to help out a graphics card
 * @returns the outputs of the rewritten graph, in the order given
 */
export function simplify(
  outputs: readonly Value[],
  { hasLogSoftmax }: { readonly hasLogSoftmax: boolean },
): readonly Value[] {
  return rewrite(outputs, (recorded) => {
    const rules: readonly Rule[] = [
      ...(hasLogSoftmax ? [asLogSoftmax] : []),
      intoProducts(recorded),
      together(recorded),
    ];
    return (value, place) => {
      for (const rule of rules) {
        const found = rule(value, place);
        if (found !== null) return found;
      }
      return null;
    };
  });
}
