// Writing one value into each row of a matrix, as the gradient of a cross-entropy does: ONNX Runtime's processor provider writes it into the
// matrix itself when the places are columns, and into a copy when they are whole indices.
import { reshape } from './kernels/reshape.ts';
import { nodeOf, type Rule } from './rewrite.ts';
import type { Value } from './value.ts';

/** ScatterND at the places (0, a), (1, b), (2, c), … becomes ScatterElements at the columns a, b, c, … */
export const asColumns: Rule = (value, { graph, lookUp }) => {
  const scatter = nodeOf(value, 'ScatterND');
  const [matrix, places, updates] = scatter?.inputs ?? [];
  if (scatter === null || matrix === undefined || places === undefined || updates === undefined) return null;
  const [rows = 0] = matrix.shape;
  if (matrix.shape.length !== 2 || scatter.attributes.reduction !== undefined) return null;
  const [ofRows, ofColumns] = nodeOf(nodeOf(places, 'Cast')?.inputs[0] ?? places, 'Concat')?.inputs ?? [];
  if (ofRows === undefined || ofColumns?.shape[0] !== rows || !countsUp(ofRows, rows)) return null;
  const inputs = [lookUp(matrix), lookUp(ofColumns), reshape(graph, lookUp(updates), [rows, 1])];
  return graph.node('ScatterElements', inputs, value, { axis: { int: 1 } });
};

/** Whether a column holds 0, 1, 2, … */
function countsUp(value: Value, rows: number): boolean {
  const { origin } = nodeOf(value, 'Reshape')?.inputs[0] ?? value;
  if (origin.kind === 'fill') return rows === 1 && origin.value === 0;
  return origin.kind === 'constant' && origin.data.length === rows && origin.data.every(isOwnIndex);
}

function isOwnIndex(element: number | bigint, index: number): boolean {
  return Number(element) === index;
}
