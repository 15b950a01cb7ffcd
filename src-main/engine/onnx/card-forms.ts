// What is done to a finished recording for a graphics card. Here: what ONNX Runtime's WebGPU provider (1.30) leaves to the processor, written
// as operators that it has itself. An operation on the processor in the middle of a step makes the card wait: its operands come to memory
// and its result goes back. In card-pieces.ts, card-products.ts and abreast.ts: what it does itself, and slowly; in card-series.ts: what a
// shader's functions are too inexact for.
import { abreast } from './abreast.ts';
import { inStages } from './card-pieces.ts';
import { byRows, inPieces, ofPieces } from './card-products.ts';
import { bySeries } from './card-series.ts';
import { firstOf, nodeOf, type Rule, rewrite } from './rewrite.ts';
import { sizeOf, type Value } from './value.ts';
import { largestFill } from './write-model.ts';

/** WebGPU promises a shader 8 buffers, and a Split takes one for what it cuts and one for each piece. */
export const mostPiecesOnCard = 7;

/** The same recording for a graphics card. @returns the outputs of the rewritten graph, in the order given */
export function forCard(outputs: readonly Value[]): readonly Value[] {
  const exact = rewrite(outputs, () => bySeries);
  const summed = rewrite(exact, ofPieces);
  const together = rewrite(summed, (recorded) => abreast(recorded, mostPiecesOnCard));
  return rewrite(together, (recorded) => {
    const rules: readonly Rule[] = [stretched, inStages(recorded, mostPiecesOnCard), picked, inPieces, byRows];
    return (value, place) => firstOf(rules, value, place);
  });
}

/** A large fill would be ConstantOfShape: zeros for the gradient of a vocabulary, filled in memory and uploaded at every step. */
const stretched: Rule = ({ origin, shape, type }, { graph }) => {
  if (origin.kind !== 'fill' || sizeOf(shape) <= largestFill) return null;
  const element = graph.fill(origin.value, { shape: [1], type });
  return graph.node('Expand', [element, graph.integers(shape)], { shape, type });
};

/** The provider's Slice knows floats alone; labels and tokens are picked by their places, axis by axis. */
const picked: Rule = (value, { graph, lookUp }) => {
  const slice = value.type === 'int32' ? nodeOf(value, 'Slice') : null;
  const [whole, starts, , axes, steps] = slice?.inputs ?? [];
  if (whole === undefined || starts === undefined || axes === undefined) return null;
  const stepsOfAxes = steps === undefined ? [] : wholeNumbers(steps);
  const startsOfAxes = wholeNumbers(starts);
  return wholeNumbers(axes).reduce((cut, axis, at) => {
    const extent = value.shape[axis] as number;
    const step = stepsOfAxes[at] ?? 1;
    // A slice that goes backwards begins at the last place, which is written as -1.
    const start = startsOfAxes[at] as number;
    const first = start < 0 ? start + (whole.shape[axis] as number) : start;
    const places = graph.integers(Array.from({ length: extent }, (_, place) => first + place * step));
    const shape = cut.shape.map((full, other) => (other === axis ? extent : full));
    return graph.node('Gather', [cut, places], { shape, type: 'int32' }, { axis: { int: axis } });
  }, lookUp(whole));
};

function wholeNumbers({ origin }: Value): readonly number[] {
  return origin.kind === 'constant' ? Array.from(origin.data, Number) : [];
}
