// What is done to every finished recording before its sums go into products (fuse.ts): the rules, and in which order they are tried.
import { asLogSoftmax } from './log-softmax.ts';
import { asColumns } from './one-a-row.ts';
import { firstOf, type Rule, rewrite } from './rewrite.ts';
import { intoProducts, together } from './scales.ts';
import type { Value } from './value.ts';

/**
 * Applies the first rule that fits to every value.
 * @param onHost whether the device has ONNX Runtime's whole choice of operators; the processor would have to help out WebGPU
 * @returns the outputs of the rewritten graph, in the order given
 */
export function simplify(outputs: readonly Value[], { onHost }: { readonly onHost: boolean }): readonly Value[] {
  return rewrite(outputs, (recorded) => {
    const rules: readonly Rule[] = [
      ...(onHost ? [asLogSoftmax, asColumns] : []),
      intoProducts(recorded),
      together(recorded),
    ];
    return (value, place) => firstOf(rules, value, place);
  });
}
