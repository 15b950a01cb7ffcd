// The ways this program knows to compute: pairs of an engine and a device, best first.
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { DeviceName, EngineName } from '../../src-shared/domain/run-config.ts';
import type { Engine } from './engine.ts';
import { createOnnxEngine } from './onnx/engine.ts';
import { createReferenceEngine } from './reference.ts';
import { createTensorflowEngine } from './tensorflow.ts';

export interface Candidate {
  readonly engine: EngineName;
  readonly device: DeviceName;
}

/** Candidates of an operating system, in the order in which they are preferred. */
export function candidatesOf(platform: NodeJS.Platform): readonly Candidate[] {
  const onnx = (device: DeviceName): Candidate => ({ engine: 'onnx', device });
  return [
    ...(platform === 'darwin' ? [] : [onnx('cuda'), { engine: 'tensorflow', device: 'cuda' } as const]),
    onnx('webgpu'),
    ...(platform === 'win32' ? [onnx('dml')] : []),
    ...(platform === 'darwin' ? [onnx('coreml')] : []),
    onnx('cpu'),
    { engine: 'tensorflow', device: 'cpu' },
    { engine: 'reference', device: 'cpu' },
  ];
}

/**
 * Opens a candidate's engine.
 * @param threads threads inside one operation; null: one a core. Only `onnx` on the processor heeds it
 * @throws AppError `engine/absent` when it is not installed or its library uses another device
 */
export async function openCandidate({ engine, device }: Candidate, threads: number | null): Promise<Engine> {
  switch (engine) {
    case 'onnx':
      return createOnnxEngine({ device, threads });
    case 'reference':
      return createReferenceEngine();
    case 'tensorflow': {
      const outcome = await createTensorflowEngine();
      if ('absent' in outcome) throw new AppError('engine/absent', outcome.absent);
      if (outcome.engine.device === device) return outcome.engine;
      throw new AppError('engine/absent', `TensorFlow was loaded and uses the device "${outcome.engine.device}".`);
    }
    default:
      return engine satisfies never;
  }
}
