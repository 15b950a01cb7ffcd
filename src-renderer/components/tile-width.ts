// How wide an image is drawn in a grid.

/** Narrower, a class's name would not be read. */
const narrowest = 56;
const widest = 112;

/** In pixels of the screen: a whole multiple of a small image's width, less than the width of a large one. */
export function tileWidth([height, width]: readonly [number, number, number]): number {
  if (Math.max(height, width) > widest) return Math.round(widest * Math.min(1, width / height));
  return width * Math.max(1, Math.round(narrowest / width));
}

/** Whether the image is drawn smaller than it is, and should be smoothed. */
export function isShrunk(shape: readonly [number, number, number]): boolean {
  return tileWidth(shape) < shape[1];
}
