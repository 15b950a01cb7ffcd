// Labels beside the ends of lines: as near to their line as the others allow, none over another.

/** A label that wants to stand at a height. */
export interface Wish {
  readonly id: string;
  /** In pixels from the top; NaN for a line without a value. */
  readonly at: number;
}

export interface Placed {
  readonly id: string;
  readonly at: number;
}

/**
 * Places as many labels as there is room for, in the order of their wishes; those without a place are left out.
 * @param height of the room, in pixels
 * @param lineHeight of one label
 * @returns centres, from top to bottom
 */
export function placeLabels(wishes: readonly Wish[], height: number, lineHeight: number): readonly Placed[] {
  const room = Math.max(1, Math.floor(height / lineHeight));
  const half = lineHeight / 2;
  const wanted = wishes
    .map(({ id, at }) => ({
      id,
      at: Number.isFinite(at) ? Math.min(height - half, Math.max(half, at)) : height - half,
    }))
    .slice(0, room)
    .sort((left, right) => left.at - right.at);
  // Neighbours that touch become one block that stands at the mean of its wishes.
  const blocks: { sum: number; ids: string[] }[] = [];
  const topOf = ({ sum, ids }: { sum: number; ids: string[] }) => {
    const span = ids.length * lineHeight;
    return Math.min(height - span, Math.max(0, sum / ids.length - span / 2));
  };
  for (const { id, at } of wanted) {
    blocks.push({ sum: at, ids: [id] });
    for (let last = blocks.length - 1; last > 0; last -= 1) {
      const [above, below] = [blocks[last - 1], blocks[last]];
      if (above === undefined || below === undefined) break;
      if (topOf(above) + above.ids.length * lineHeight <= topOf(below)) break;
      blocks.splice(last - 1, 2, { sum: above.sum + below.sum, ids: [...above.ids, ...below.ids] });
    }
  }
  return blocks.flatMap((block) =>
    block.ids.map((id, index) => ({ id, at: topOf(block) + index * lineHeight + half })),
  );
}
