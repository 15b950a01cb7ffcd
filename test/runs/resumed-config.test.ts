import { expect, it } from 'vitest';
import { resumedConfig } from '../../src-main/runs/resumed-config.ts';
import { runConfigSchema } from '../../src-shared/domain/run-config.ts';

const config = runConfigSchema.parse({ data: { dataset: '0'.repeat(16) }, model: { kind: 'mlp', hidden: [] } });
const engine = { name: 'onnx', device: 'webgpu', verdict: 'It is faster.' };
const checkpoint = { file: 'step-000000000007.safetensors', step: 7 };

it('a run that goes on from a checkpoint keeps the engine and device it began on', () => {
  expect(resumedConfig({ config, checkpoint, engine })).toEqual({
    ...config,
    engine: { name: 'onnx', device: 'webgpu', threads: null },
  });
});

it('a run without a checkpoint, or without a choice yet, has its frozen config', () => {
  expect(resumedConfig({ config, checkpoint: null, engine })).toBe(config);
  expect(resumedConfig({ config, checkpoint, engine: null })).toBe(config);
});
