// Made-up data for the step benchmark: as many rows or tokens as a workload asks for, of the form it asks for. Not real data (tunes/).
import {
  convertedPixels,
  keptFeatures,
  labelledRows,
  type PartData,
  type TokenStream,
  tokenStream,
} from '../src-main/data/rows.ts';
import { CounterNoise } from '../src-shared/noise/counter-noise.ts';
import type { StepWorkload } from './step-workloads.ts';

const noise = new CounterNoise(1);
/** Of every channel, as PyTorch's side has it. */
export const madeUpPixelScale = { mean: 0.48, deviation: 0.25 };

/** Channels of a workload's images; 1 where there are none. */
export function channelsOf({ shape }: StepWorkload): number {
  return shape.imageShape?.[2] ?? 1;
}

export function madeUpPart<Name extends 'train' | 'validation'>(part: Name, workload: StepWorkload): PartData<Name> {
  const { rows, shape, outputs, data } = workload;
  if (data === 'text') return madeUpText(part, workload);
  const { inputs } = shape;
  const labels = noise.uniform(`made-up/${part}/labels`, 0, new Float32Array(rows));
  const answers = {
    task: 'classification',
    values: Int32Array.from(labels, (draw) => Math.floor(draw * outputs)),
  } as const;
  const stream = `made-up/${part}`;
  if (data === 'table') {
    return labelledRows(part, keptFeatures(noise.uniform(stream, 0, new Float32Array(rows * inputs)), inputs), answers);
  }
  const pixels = new Uint8Array(rows * inputs);
  // Row by row, so that making the data up leaves no mark on the highest memory.
  const row = new Float32Array(inputs);
  for (let index = 0; index < rows; index++) {
    noise.uniform(stream, index, row).forEach((draw, column) => {
      pixels[index * inputs + column] = Math.floor(draw * 256);
    });
  }
  const { mean, deviation } = madeUpPixelScale;
  const images = convertedPixels({
    pixels,
    width: inputs,
    rows: Uint32Array.from({ length: rows }, (_, index) => index),
    valueOfPixel: Float32Array.from(
      { length: 256 * channelsOf(workload) },
      (_, index) => ((index % 256) / 255 - mean) / deviation,
    ),
  });
  return labelledRows(part, images, answers);
}

function madeUpText<Name extends 'train' | 'validation'>(
  part: Name,
  { rows, outputs }: StepWorkload,
): TokenStream<Name> {
  const draws = noise.uniform(`made-up/${part}`, 0, new Float32Array(rows));
  return tokenStream(
    part,
    Uint16Array.from(draws, (draw) => Math.floor(draw * outputs)),
  );
}
