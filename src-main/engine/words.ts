// Sentences about engines and devices, for people.
import type { Candidate } from './candidate.ts';

const deviceTitles = {
  cpu: 'the processor',
  webgpu: 'the graphics card through WebGPU',
  cuda: 'the Nvidia card through CUDA',
  dml: 'the graphics card through DirectML',
  coreml: "Apple's accelerators through Core ML",
} as const;

/** A candidate in words, for the middle of a sentence. */
export function titleOf({ engine, device }: Candidate): string {
  const title = deviceTitles[device];
  switch (engine) {
    case 'onnx':
      return title;
    case 'tensorflow':
      return `${title} with TensorFlow`;
    case 'reference':
      return 'plain JavaScript, slow and meant for comparison';
    default:
      return engine satisfies never;
  }
}

/** "1 thread", "8 threads". */
export function threadsInWords(threads: number): string {
  return threads === 1 ? '1 thread' : `${threads} threads`;
}

/** A time with as many digits as are worth reading. */
export function milliseconds(ms: number): string {
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

/** The same sentence with a capital. */
export function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
