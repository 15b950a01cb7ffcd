import { expect, it } from 'vitest';
import { isShrunk, tileWidth } from '../../../src-renderer/components/tile-width.ts';

it.each([
  [8, 8, 56],
  [28, 28, 56],
  [32, 32, 64],
  [48, 64, 64],
])('draws pixels of %i x %i images a whole number of the screen’s pixels wide', (height, width, drawn) => {
  expect(tileWidth([height, width, 1])).toBe(drawn);
  expect(drawn % width).toBe(0);
});

it('shrinks large images, the longer side to the same length', () => {
  expect(tileWidth([512, 512, 3])).toBe(112);
  expect(tileWidth([224, 112, 3])).toBe(56);
  expect(isShrunk([512, 512, 3])).toBe(true);
  expect(isShrunk([64, 64, 3])).toBe(false);
});
