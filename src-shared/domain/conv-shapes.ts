// How large images are between the convolutions of a network. Not here: how many weights there are (model-size).
import { AppError } from './app-error.ts';
import type { ConvLayer } from './run-config.ts';

export interface ConvShape {
  /** [height, width, channels] before the layer, after its convolution, and after its pooling. */
  readonly input: readonly [number, number, number];
  readonly convolved: readonly [number, number, number];
  readonly output: readonly [number, number, number];
  /** Kernel and pooling windows, [height, width]: a grid one column wide is convolved along its height alone. */
  readonly kernel: readonly [number, number];
  readonly pool: readonly [number, number];
  readonly stride: readonly [number, number];
}

/**
 * Shapes around each convolution. A convolution of kernel k and stride s makes floor((n - 1) / s) + 1 of n places, pooling floor(n / pool).
 * @param grid [height, width, channels] of the input
 * @throws AppError `config/image-too-small` when nothing is left to pool
 */
export function convShapes(
  layers: readonly ConvLayer[],
  grid: readonly [number, number, number],
): readonly ConvShape[] {
  const shapes: ConvShape[] = [];
  let input = grid;
  for (const [index, { channels, kernel, stride, pool }] of layers.entries()) {
    const [height, width] = input;
    const isLine = grid[1] === 1;
    const across = (side: number): readonly [number, number] => [side, isLine ? 1 : side];
    const strides = across(stride);
    const pools = across(pool);
    const convolved = [
      Math.floor((height - 1) / strides[0]) + 1,
      Math.floor((width - 1) / strides[1]) + 1,
      channels,
    ] as const;
    const output = [Math.floor(convolved[0] / pools[0]), Math.floor(convolved[1] / pools[1]), channels] as const;
    if (output[0] < 1 || output[1] < 1) {
      throw new AppError(
        'config/image-too-small',
        `Layer conv${index + 1} receives ${height} x ${width} places and its stride of ${stride} and pooling of ${pool} leave none. Remove a convolution, or give it no stride and no pooling.`,
        { layer: `conv${index + 1}`, height, width },
      );
    }
    shapes.push({ input, convolved, output, kernel: across(kernel), pool: pools, stride: strides });
    input = output;
  }
  return shapes;
}
