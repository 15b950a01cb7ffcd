// A compiled program: collects the tensors of one step, runs the session, advances the state.
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { checkFeeds } from '../check-feeds.ts';
import type { Feeds, Program, ProgramSource, Results, TensorData, TensorSpec } from '../engine.ts';
import { BufferState, emptyTensor, tensorOver } from './buffers.ts';
import { DeviceState } from './device-state.ts';
import { modelNames, type Recording } from './record.ts';

export interface Compiled {
  readonly source: ProgramSource;
  readonly recording: Recording;
  readonly session: InferenceSession;
  readonly usedInputs: ReadonlySet<string>;
  readonly compileMs: number;
  readonly release: () => void;
}

/** Wraps an open session. */
export function createProgram({ source, recording, session, usedInputs, compileMs, release }: Compiled): Program {
  const stateNames = Object.keys(source.state).filter((name) => usedInputs.has(modelNames.state(name)));
  const inputs = Object.entries(source.inputs).filter(([name]) => usedInputs.has(modelNames.input(name)));
  const results = recording.resultNames.map((name) => {
    const value = recording.outputs[modelNames.result(name)];
    const spec: TensorSpec = { shape: value?.shape ?? [], dtype: value?.type === 'int32' ? 'int32' : 'float32' };
    return { name, key: modelNames.result(name), tensor: emptyTensor(spec) };
  });

  const feed = (state: BufferState | DeviceState, feeds: Feeds): Record<string, Tensor> => {
    checkFeeds(source.name, source.inputs, feeds);
    const tensors: Record<string, Tensor> = {};
    for (const name of stateNames) tensors[modelNames.state(name)] = state.present(name);
    for (const [name, spec] of inputs) tensors[modelNames.input(name)] = tensorOver(feeds[name] as TensorData, spec);
    return tensors;
  };

  const runInMemory = async (state: BufferState, feeds: Feeds): Promise<Results> => {
    const fetches: Record<string, Tensor> = {};
    for (const name of recording.nextNames) fetches[modelNames.next(name)] = state.next(name);
    for (const { key, tensor } of results) fetches[key] = tensor;
    await session.run(feed(state, feeds), fetches);
    state.swap(recording.nextNames);
    return Object.fromEntries(results.map(({ name, tensor }) => [name, (tensor.data as TensorData).slice()]));
  };

  const runOnDevice = async (state: DeviceState, feeds: Feeds): Promise<Results> => {
    const outputs = await session.run(feed(state, feeds));
    for (const name of recording.nextNames) state.replace(name, outputs[modelNames.next(name)] as Tensor);
    return Object.fromEntries(results.map(({ name, key }) => [name, outputs[key]?.data as TensorData]));
  };

  return {
    name: source.name,
    compileMs,
    run: (state, feeds) => {
      if (state instanceof BufferState) return runInMemory(state, feeds);
      if (state instanceof DeviceState) return runOnDevice(state, feeds);
      return Promise.reject(new Error('The state belongs to another engine.'));
    },
    dispose: release,
  };
}
