// Which convolutions of a recording belong together: those of the same images, and gradients of the same images that are only added.
import { nodeOf, type Recorded } from '../rewrite.ts';
import type { Value } from '../value.ts';
import { isSameGeometry, type RecordedConvolution, recordedConvolution } from './recorded.ts';

/** A convolution and the value it is. */
export interface Member {
  readonly value: Value;
  readonly convolution: RecordedConvolution;
}

/** Two gradients of the same images that are only added: general and response weights have them. Null when `value` is no such sum. */
export function sumOfInputGradients(value: Value, { isSingle }: Recorded): readonly RecordedConvolution[] | null {
  const terms = nodeOf(value, 'Add')?.inputs ?? [];
  const gradients = terms.flatMap((term) => {
    const convolution = isSingle(term) ? recordedConvolution(term) : null;
    return convolution?.kind === 'inputGradient' ? [convolution] : [];
  });
  const [first, second] = gradients;
  if (first === undefined || second === undefined || !isSameGeometry(first, second)) return null;
  return gradients.sort((a, b) => a.inputs[0].id - b.inputs[0].id);
}

/**
 * The convolutions, or the filter gradients, that share their images with this one: itself and at most one more. In the order of the
 * recording of what they do not share, so that joined filters and joined gradients come in one order everywhere.
 */
export function besides({ value, convolution }: Member, { usersOf }: Recorded): readonly Member[] {
  const own = { value, convolution };
  const [x, second] = convolution.inputs;
  const other = usersOf(x)
    .flatMap((user) => {
      const beside = user === value ? null : recordedConvolution(user);
      return beside === null ? [] : [{ value: user, convolution: beside }];
    })
    .find(
      (member) =>
        member.convolution.kind === convolution.kind &&
        member.convolution.inputs[0] === x &&
        isSameGeometry(member.convolution, convolution) &&
        !dependsOn(member.convolution.inputs[1], value) &&
        !dependsOn(second, member.value),
    );
  if (other === undefined) return [own];
  return [own, other].sort((a, b) => a.convolution.inputs[1].id - b.convolution.inputs[1].id);
}

/** Whether `value` was computed from `earlier`. */
function dependsOn(value: Value, earlier: Value): boolean {
  const seen = new Set<number>();
  const waiting = [value];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (one.id === earlier.id) return true;
    if (one.id < earlier.id || seen.has(one.id) || one.origin.kind !== 'node') continue;
    seen.add(one.id);
    waiting.push(...one.origin.inputs);
  }
  return false;
}
