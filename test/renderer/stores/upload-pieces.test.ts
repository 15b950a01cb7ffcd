import { describe, expect, it } from 'vitest';
import { piecesOf, sizesOf } from '../../../src-renderer/stores/upload-pieces.ts';

const files = (...texts: string[]) => texts.map((text, index) => new File([text], `${index}.txt`));

async function pieces(given: readonly File[], most: number): Promise<string[]> {
  const sizes = given.map(({ size }) => size);
  return Promise.all([...piecesOf(given, sizes, most)].map((piece) => piece.text()));
}

describe('pieces of an upload', () => {
  it('hold several small files, and parts of a large one', async () => {
    expect(await pieces(files('ab', 'cd', 'efghijk', 'l'), 4)).toEqual(['abcd', 'efgh', 'ijk', 'l']);
  });

  it('keep the order and lose no byte, whatever the sizes', async () => {
    const texts = ['a', '', 'bcdefgh', 'ij', '', 'k', 'lmnopqrstuvw', 'xyz'];
    for (let most = 1; most <= 12; most++) {
      const cut = await pieces(files(...texts), most);
      expect(cut.join('')).toBe(texts.join(''));
      expect(Math.max(...cut.map(({ length }) => length))).toBeLessThanOrEqual(most);
    }
  });

  it('are none of nothing', async () => {
    expect(await pieces(files('', ''), 4)).toEqual([]);
  });
});

describe('sizes of many files', () => {
  it('are told on the way, and no more are asked for once nobody wants them', async () => {
    const many = files(...Array<string>(450).fill('abc'));
    const told: number[] = [];
    expect(await sizesOf(many, (count) => told.push(count) > 0)).toEqual(Array(450).fill(3));
    expect(told).toEqual([50, 100, 150, 200, 250, 300, 350, 400]);
    expect(await sizesOf(many, () => false)).toHaveLength(50);
  });
});
