// The default engine: a program is recorded once, written as an ONNX graph and run by ONNX Runtime, one call a step.
import { availableParallelism } from 'node:os';
import { InferenceSession } from 'onnxruntime-node';
import type { DeviceName } from '../../../src-shared/domain/run-config.ts';
import type { Engine, TensorSpecs } from '../engine.ts';
import { BufferState } from './buffers.ts';
import { DeviceState } from './device-state.ts';
import { encodeModel } from './model-file.ts';
import { createProgram } from './program.ts';
import { modelNames, type Recording, record } from './record.ts';

export interface OnnxOptions {
  readonly device: DeviceName;
  /** Threads inside one operation; null: one a core. */
  readonly threads: number | null;
}

/** An engine on one of ONNX Runtime's providers. The provider is asked for at the first compile, which rejects when it is absent. */
export function createOnnxEngine(options: OnnxOptions): Engine {
  const sessions = new Set<InferenceSession>();
  return {
    name: 'onnx',
    device: options.device,
    createState: async (specs, values) =>
      options.device === 'cpu'
        ? new BufferState(specs, values)
        : new DeviceState(specs, values, (wanted) => openReader(options, wanted)),
    compile: async (source) => {
      const started = performance.now();
      const recording = record(source);
      const { bytes, usedInputs } = encodeModel({ name: source.name, ...recording });
      const session = await InferenceSession.create(bytes, sessionOptions(options, recording));
      sessions.add(session);
      return createProgram({
        source,
        recording,
        session,
        usedInputs,
        compileMs: performance.now() - started,
        release: () => {
          if (sessions.delete(session)) void session.release();
        },
      });
    },
    dispose: async () => {
      const open = [...sessions];
      sessions.clear();
      await Promise.all(open.map((session) => session.release()));
    },
  };
}

function openReader(options: OnnxOptions, specs: TensorSpecs): Promise<InferenceSession> {
  const recording = record({
    name: 'read',
    state: specs,
    inputs: {},
    body: (state) => ({ state: {}, results: state }),
  });
  const { bytes } = encodeModel({ name: 'read', ...recording });
  return InferenceSession.create(bytes, sessionOptions(options, recording));
}

function sessionOptions({ device, threads }: OnnxOptions, recording: Recording): InferenceSession.SessionOptions {
  const options: InferenceSession.SessionOptions = {
    executionProviders: [device],
    graphOptimizationLevel: 'all',
    executionMode: 'sequential',
    interOpNumThreads: 1,
    intraOpNumThreads: threads ?? availableParallelism(),
    // Below errors it speaks to authors of models, not to users of this one.
    logSeverityLevel: 3,
  };
  if (device === 'cpu') return options;
  return {
    ...options,
    // A map: one word for all outputs crashes onnxruntime-node 1.30, and the loss is wanted here, not there.
    preferredOutputLocation: Object.fromEntries([
      ...recording.nextNames.map((name) => [modelNames.next(name), 'gpu-buffer'] as const),
      ...recording.resultNames.map((name) => [modelNames.result(name), 'cpu'] as const),
    ]),
  };
}
