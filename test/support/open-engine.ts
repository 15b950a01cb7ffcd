// Engines for tests and measurements, each tried out before it is handed over.
import { existsSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import * as tf from '@tensorflow/tfjs-core';
import type { Engine } from '../../src-main/engine/engine.ts';
import { createOnnxEngine } from '../../src-main/engine/onnx/engine.ts';
import { createReferenceEngine } from '../../src-main/engine/reference.ts';
import { createTensorflowEngine } from '../../src-main/engine/tensorflow.ts';
import { messageOf } from '../../src-shared/domain/app-error.ts';

export const engineKeys = ['reference', 'onnx/cpu', 'onnx/webgpu', 'tensorflow'] as const;
export type EngineKey = (typeof engineKeys)[number];

/** An engine, or why there is none on this machine. */
export type Opened =
  | { readonly kind: 'engine'; readonly engine: Engine }
  | { readonly kind: 'absent'; readonly reason: string };

/** Opens an engine and runs one addition on it. */
export async function openEngine(key: EngineKey): Promise<Opened> {
  if (key === 'onnx/webgpu') allowSoftwareWebGpu();
  const opened = await create(key);
  if (opened.kind === 'absent') return opened;
  try {
    await addOneAndTwo(opened.engine);
    return opened;
  } catch (thrown) {
    await opened.engine.dispose();
    return { kind: 'absent', reason: messageOf(thrown) };
  }
}

async function create(key: EngineKey): Promise<Opened> {
  switch (key) {
    case 'reference':
      return { kind: 'engine', engine: createReferenceEngine() };
    case 'onnx/cpu':
      return { kind: 'engine', engine: createOnnxEngine({ device: 'cpu', threads: null }) };
    case 'onnx/webgpu':
      return { kind: 'engine', engine: createOnnxEngine({ device: 'webgpu', threads: null }) };
    case 'tensorflow': {
      const outcome = await createTensorflowEngine();
      return 'absent' in outcome
        ? { kind: 'absent', reason: outcome.absent }
        : { kind: 'engine', engine: outcome.engine };
    }
    default:
      return key satisfies never;
  }
}

async function addOneAndTwo(engine: Engine): Promise<void> {
  const scalar = { shape: [], dtype: 'float32' } as const;
  const program = await engine.compile({
    name: 'try-out',
    state: { one: scalar },
    inputs: { two: scalar },
    body: ({ one }, { two }) => ({ state: {}, results: { sum: tf.add(one as tf.Tensor, two as tf.Tensor) } }),
  });
  const state = await engine.createState({ one: scalar }, { one: Float32Array.of(1) });
  const { sum } = await program.run(state, { two: Float32Array.of(2) });
  state.dispose();
  program.dispose();
  if (sum?.[0] !== 3) throw new Error(`1 + 2 came out as ${sum?.[0]}`);
}

const chromium = '/usr/lib/chromium';
const softwareDriver = `${chromium}/vk_swiftshader_icd.json`;
/** Of dlopen, not among Node's constants: the library stays although it is no Node module. */
const keepLoaded = 0x1000;

/**
 * Where there is no graphics card, Debian's Chromium brings a WebGPU in software, slow but right. Its driver is found through the
 * environment, its Vulkan loader through being in the process already; both before ONNX Runtime asks for an adapter.
 */
function allowSoftwareWebGpu(): void {
  if (existsSync('/dev/dri') || !existsSync(softwareDriver)) return;
  process.env.VK_ICD_FILENAMES ??= softwareDriver;
  process.env.XDG_RUNTIME_DIR ??= tmpdir();
  try {
    process.dlopen({ exports: {} }, `${chromium}/libvulkan.so.1`, constants.dlopen.RTLD_NOW | keepLoaded);
  } catch {
    // Loaded or not, Node says that it is no module of its own; whether there is an adapter shows when it is tried out.
  }
}
