import { describe, expect, it } from 'vitest';
import { placeLabels } from '../../../src-renderer/charts/place-labels.ts';

describe('labels at the ends of lines', () => {
  it('stand level with their lines where there is room', () => {
    expect(
      placeLabels(
        [
          { id: 'a', at: 20 },
          { id: 'b', at: 80 },
        ],
        100,
        16,
      ),
    ).toEqual([
      { id: 'a', at: 20 },
      { id: 'b', at: 80 },
    ]);
  });

  it('move apart evenly where they would touch', () => {
    expect(
      placeLabels(
        [
          { id: 'a', at: 50 },
          { id: 'b', at: 52 },
        ],
        100,
        16,
      ),
    ).toEqual([
      { id: 'a', at: 43 },
      { id: 'b', at: 59 },
    ]);
  });

  it('keep the order of the lines from top to bottom', () => {
    expect(
      placeLabels(
        [
          { id: 'low', at: 90 },
          { id: 'high', at: 10 },
        ],
        100,
        16,
      ).map(({ id }) => id),
    ).toEqual(['high', 'low']);
  });

  it('never stand over one another, nor outside, wherever thirty lines end', () => {
    const wishes = Array.from({ length: 30 }, (_, index) => ({ id: String(index), at: (index * 37) % 500 }));
    const placed = placeLabels(wishes, 500, 16);
    expect(placed).toHaveLength(30);
    placed.forEach(({ at }, index) => {
      expect(at).toBeGreaterThanOrEqual(8 - 1e-9);
      expect(at).toBeLessThanOrEqual(492 + 1e-9);
      if (index > 0) expect(at - (placed[index - 1]?.at ?? 0)).toBeGreaterThanOrEqual(16 - 1e-9);
    });
  });

  it('are left out where there is no room, the last ones first', () => {
    const placed = placeLabels(
      [
        { id: 'a', at: 0 },
        { id: 'b', at: 0 },
        { id: 'c', at: 0 },
      ],
      40,
      16,
    );
    expect(placed.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('stand at the foot for a line without a value', () => {
    expect(placeLabels([{ id: 'a', at: Number.NaN }], 100, 16)).toEqual([{ id: 'a', at: 92 }]);
  });
});
