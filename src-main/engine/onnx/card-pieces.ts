// Values cut into more pieces than a shader can give out at once: into larger pieces first, and these again. A text of 35 times is then cut
// by 6 operations instead of 35.
import { slice } from './kernels/arrangement.ts';
import type { Recorded, Rule } from './rewrite.ts';
import { splitsOf } from './split.ts';

/** @param most how many pieces one operation can give out */
export function inStages({ values }: Recorded, most: number): Rule {
  const splits = splitsOf(values);
  return (value, { graph, lookUp }) => {
    const split = splits.get(value.id);
    if (split === undefined || value.type !== 'float32' || split.pieces.length <= most) return null;
    const { whole, axis, pieces } = split;
    const place = pieces.indexOf(value);
    const extentOf = (from: number, to: number): number =>
      pieces.slice(from, to).reduce((sum, { shape }) => sum + (shape[axis] as number), 0);
    let cut = lookUp(whole);
    let [from, to] = [0, pieces.length];
    while (to - from > 1) {
      const width = widthOf(to - from, most);
      const start = from + Math.floor((place - from) / width) * width;
      const end = Math.min(start + width, to);
      const begin = cut.shape.map((_, other) => (other === axis ? extentOf(from, start) : 0));
      const size = cut.shape.map((extent, other) => (other === axis ? extentOf(start, end) : extent));
      cut = slice(graph, cut, begin, size);
      [from, to] = [start, end];
    }
    return cut;
  };
}

/** How many pieces lie in each of the at most `most` larger ones: a power of `most`. */
function widthOf(count: number, most: number): number {
  let width = 1;
  while (width * most < count) width *= most;
  return width;
}
