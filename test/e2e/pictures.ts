// Pictures for the stories: the clothes of the Fashion-MNIST sample as PNG files, one folder for each class.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { pngWith, writeFiles } from '../data/images/made-pictures.ts';

const samples = join(import.meta.dirname, '../../src-main/data/samples');
const kinds = ['top', 'trousers', 'pullover', 'dress', 'coat', 'sandal', 'shirt', 'sneaker', 'bag', 'boot'];

/**
 * Writes the first `count` pictures of the sample, `<kind>/<number>.png`, and whatever else belongs into the folder.
 * @returns the folder
 */
export function writeClothes(folder: string, count: number, others: Readonly<Record<string, Uint8Array>> = {}): string {
  const contents = (name: string) => gunzipSync(readFileSync(join(samples, name)));
  const pixels = contents('fashion-train-images-idx3-ubyte.gz').subarray(16);
  const labels = contents('fashion-train-labels-idx1-ubyte.gz').subarray(8);
  const pictures = Array.from({ length: count }, (_, row) => [
    `${kinds[labels[row] ?? 0]}/${row}.png`,
    pngWith(28, 28, [...pixels.subarray(784 * row, 784 * (row + 1))]),
  ]);
  return writeFiles(folder, { ...Object.fromEntries(pictures), ...others });
}
