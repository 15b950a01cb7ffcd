import { describe, expect, it } from 'vitest';
import { fitPicture } from '../../../src-main/data/images/fit.ts';
import type { Raster } from '../../../src-main/data/images/raster.ts';
import type { ImageFit } from '../../../src-shared/domain/image-choices.ts';

const grey = (width: number, height: number, samples: readonly number[]): Raster => ({
  width,
  height,
  channels: 1,
  samples: Uint8Array.from(samples),
});

function fitted(raster: Raster, height: number, width: number, fit: ImageFit): number[] {
  const pixels = new Uint8Array(height * width);
  fitPicture(raster, { pixels, start: 0, height, width, channels: 1 }, fit);
  return [...pixels];
}

describe('fitting a picture', () => {
  it('of the right size copies it', () => {
    expect(fitted(grey(2, 2, [1, 2, 3, 4]), 2, 2, 'crop')).toEqual([1, 2, 3, 4]);
  });

  it('that is larger averages the area that each pixel covers', () => {
    // 4 x 4 to 2 x 2: means of 2 x 2 blocks.
    const picture = grey(4, 4, [0, 4, 10, 10, 8, 4, 10, 10, 1, 1, 0, 100, 1, 1, 100, 200]);
    expect(fitted(picture, 2, 2, 'stretch')).toEqual([4, 10, 1, 100]);
    // 3 to 2 along one axis: (a + b/2) / 1.5 and (b/2 + c) / 1.5.
    expect(fitted(grey(3, 1, [30, 60, 90]), 1, 2, 'stretch')).toEqual([40, 80]);
  });

  it('that is smaller goes in a straight line between its pixels', () => {
    // Centres of the new pixels lie at -0.25, 0.25, 0.75, 1.25 between the old ones at 0 and 1; outside, the edge goes on.
    expect(fitted(grey(2, 1, [0, 100]), 1, 4, 'stretch')).toEqual([0, 25, 75, 100]);
  });

  it('that is wider is cut off evenly, filled up, squeezed, or shown through a window', () => {
    const wide = grey(4, 2, [10, 20, 30, 40, 10, 20, 30, 40]);
    expect(fitted(wide, 2, 2, 'crop')).toEqual([20, 30, 20, 30]);
    // Scaled by a half to 2 x 1, below it a black row.
    expect(fitted(wide, 2, 2, 'pad')).toEqual([15, 35, 0, 0]);
    expect(fitted(wide, 2, 2, 'stretch')).toEqual([15, 35, 15, 35]);
    expect(fitted(wide, 4, 2, 'window')).toEqual([0, 0, 20, 30, 20, 30, 0, 0]);
  });

  it('keeps an even picture even, whatever the sizes', () => {
    for (const fit of ['crop', 'stretch'] as const) {
      for (const [width, height] of [
        [7, 5],
        [3, 31],
        [100, 40],
      ] as const) {
        const even = grey(width, height, Array<number>(width * height).fill(123));
        expect(new Set(fitted(even, 16, 11, fit))).toEqual(new Set([123]));
      }
    }
  });

  it('turns colour to grey by the shares of BT.601, and grey to colour', () => {
    const colour: Raster = { width: 2, height: 1, channels: 3, samples: Uint8Array.of(100, 200, 50, 7, 7, 7) };
    // 0.299 * 100 + 0.587 * 200 + 0.114 * 50 = 153
    expect(fitted(colour, 1, 2, 'crop')).toEqual([153, 7]);
    const pixels = new Uint8Array(3);
    fitPicture(grey(1, 1, [9]), { pixels, start: 0, height: 1, width: 1, channels: 3 }, 'crop');
    expect([...pixels]).toEqual([9, 9, 9]);
  });

  it('turns 8 bits to 16 with white as white, and keeps the values of 16 bits when scaling', () => {
    const pixels = new Uint16Array(2);
    fitPicture(grey(2, 1, [255, 1]), { pixels, start: 0, height: 1, width: 2, channels: 1 }, 'crop');
    expect([...pixels]).toEqual([65_535, 257]);
    const deep: Raster = { width: 2, height: 1, channels: 1, samples: Uint16Array.of(1000, 3001) };
    fitPicture(deep, { pixels, start: 1, height: 1, width: 1, channels: 1 }, 'stretch');
    expect(pixels[1]).toBe(2001);
  });
});
