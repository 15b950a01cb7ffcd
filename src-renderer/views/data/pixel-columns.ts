// Tables whose columns are pixels (pixel_0_0, pixel_0_1, …), looked at as the images they are.
import type { Preview } from '../../../src-shared/contract/data.ts';
import type { DataCard } from '../../../src-shared/domain/data-card.ts';

const mostImages = 60;

/** The first rows as grey images, the largest value white; null where the columns are no pixels. */
export function imagesIn(
  card: DataCard,
  preview: Extract<Preview, { form: 'table' }>,
): Extract<Preview, { form: 'images' }> | null {
  const places = preview.columns.flatMap((name, index) => {
    const [, row, column] = /^pixel_(\d{1,3})_(\d{1,3})$/.exec(name) ?? [];
    return row === undefined || column === undefined ? [] : [{ index, row: Number(row), column: Number(column) }];
  });
  const height = 1 + Math.max(-1, ...places.map(({ row }) => row));
  const width = 1 + Math.max(-1, ...places.map(({ column }) => column));
  const target = preview.columns.indexOf(card.target);
  if (places.length < 4 || places.length !== height * width || target < 0) return null;
  const rows = preview.rows.slice(0, mostImages);
  const largest = Math.max(
    1,
    ...card.columns.filter(({ name }) => name.startsWith('pixel_')).map(({ maximum }) => maximum ?? 0),
  );
  const pixels = new Uint8Array(rows.length * height * width);
  for (const [image, row] of rows.entries()) {
    for (const place of places) {
      const at = (image * height + place.row) * width + place.column;
      pixels[at] = Math.round((255 * Number(row[place.index] ?? 0)) / largest);
    }
  }
  return {
    form: 'images',
    imageShape: [height, width, 1],
    pixels,
    labels: rows.map((row) => String(row[target] ?? '')),
    totalRows: preview.totalRows,
  };
}
