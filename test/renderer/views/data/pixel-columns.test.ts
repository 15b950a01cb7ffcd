import { describe, expect, it } from 'vitest';
import { imagesIn } from '../../../../src-renderer/views/data/pixel-columns.ts';
import type { DataCard } from '../../../../src-shared/domain/data-card.ts';

const columns = ['pixel_0_0', 'pixel_0_1', 'pixel_1_0', 'pixel_1_1', 'digit'];
const card = {
  target: 'digit',
  columns: columns.map((name) => ({ name, maximum: name === 'digit' ? 9 : 16 })),
} as DataCard;
const preview = { form: 'table' as const, columns, rows: [[0, 16, 8, null, 'seven']], totalRows: 1797 };

describe('a table of pixels', () => {
  it('is looked at as images, the largest value white and a missing one black', () => {
    const images = imagesIn(card, preview);
    expect(images?.imageShape).toEqual([2, 2, 1]);
    expect([...(images?.pixels ?? [])]).toEqual([0, 255, 128, 0]);
    expect(images?.labels).toEqual(['seven']);
    expect(images?.totalRows).toBe(1797);
  });

  it('follows the places in the names, whatever the order of the columns', () => {
    const turned = { ...preview, columns: ['pixel_1_1', 'digit', 'pixel_1_0', 'pixel_0_1', 'pixel_0_0'] };
    const images = imagesIn(card, { ...turned, rows: [[16, 'one', 0, 0, 0]] });
    expect([...(images?.pixels ?? [])]).toEqual([0, 0, 0, 255]);
  });

  it('is none where a pixel is missing or the columns are measurements', () => {
    expect(imagesIn(card, { ...preview, columns: ['pixel_0_0', 'pixel_0_1', 'pixel_1_0', 'x', 'digit'] })).toBe(null);
    expect(imagesIn(card, { ...preview, columns: ['a', 'b', 'c', 'd', 'digit'] })).toBe(null);
  });
});
