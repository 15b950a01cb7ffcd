// Engines and devices as people read them.
import type { DeviceName, EngineName } from '../../src-shared/domain/run-config.ts';

const engines: Readonly<Record<EngineName, string>> = {
  onnx: 'ONNX Runtime',
  reference: 'Reference (slow, exact)',
  tensorflow: 'TensorFlow',
};

const devices: Readonly<Record<DeviceName, string>> = {
  cpu: 'processor',
  webgpu: 'graphics card, WebGPU',
  cuda: 'graphics card, CUDA',
  dml: 'graphics card, DirectML',
  coreml: 'Apple Core ML',
};

/** "ONNX Runtime, processor". */
export function engineWords(engine: EngineName, device: DeviceName): string {
  return `${engines[engine]}, ${devices[device]}`;
}
