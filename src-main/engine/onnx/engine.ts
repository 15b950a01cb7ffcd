// The default engine: a program is recorded once, written as an ONNX graph and run by ONNX Runtime, one call a step.
import type { Engine, NamedTensors, Program, TensorSpecs } from '../engine.ts';
import { type Compiled, compile } from './compile.ts';
import { deviceRunner, resultsReader } from './device-program.ts';
import { DeviceState, type Reader } from './device-state.ts';
import { hostRunner } from './host-program.ts';
import { HostState } from './host-state.ts';
import type { SessionChoice } from './session.ts';

/**
 * An engine on one of ONNX Runtime's providers. Only WebGPU can keep the state on the device; the others take it there at every step.
 * The provider is first asked for at the first compile, which fails when it is absent.
 * The same program, feeds and number of threads give the same bits on the processor.
 */
export function createOnnxEngine(choice: SessionChoice): Engine {
  const open = new Set<Compiled>();
  const release = async (compiled: Compiled): Promise<void> => {
    if (open.delete(compiled)) await compiled.session.release();
  };
  // A tensor on a card must go before the last session that has the card open, or the process ends with it (1.30). So programs that are done
  // with wait for the states.
  const onCard = new Set<DeviceState>();
  const waiting = new Set<Compiled>();
  const leave = (state: DeviceState): void => {
    onCard.delete(state);
    if (onCard.size > 0) return;
    for (const compiled of waiting) void release(compiled);
    waiting.clear();
  };
  const retire = (compiled: Compiled): void => {
    if (onCard.size > 0) waiting.add(compiled);
    else void release(compiled);
  };
  return {
    name: 'onnx',
    device: choice.device,
    // A graphics card keeps the state, and is waited for at the end of every call.
    handsStateOver: true,
    createState: async (specs, values) => {
      if (choice.device !== 'webgpu') return new HostState(specs, values);
      const openReaderOf = (wanted: TensorSpecs) => openReader(choice, wanted);
      const state: DeviceState = new DeviceState(specs, values, { openReader: openReaderOf, onDispose: leave });
      onCard.add(state);
      return state;
    },
    compile: async (source) => {
      const compiled = await compile(source, choice);
      open.add(compiled);
      return program(compiled, () => retire(compiled));
    },
    dispose: async () => {
      for (const state of [...onCard]) state.dispose();
      await Promise.all([...open].map(release));
    },
  };
}

/** A session that gives state tensors back as they are. */
async function openReader(choice: SessionChoice, specs: TensorSpecs): Promise<Reader> {
  const body = (state: NamedTensors) => ({ state: {}, results: state });
  const compiled = await compile({ name: 'read', state: specs, inputs: {}, body }, choice);
  const resultsIn = resultsReader(compiled);
  return {
    read: async (tensors) => resultsIn(await compiled.session.run(tensors)),
    release: () => compiled.session.release(),
  };
}

function program(compiled: Compiled, dispose: () => void): Program {
  const onHost = hostRunner(compiled);
  const onDevice = deviceRunner(compiled);
  return {
    name: compiled.name,
    compileMs: compiled.compileMs,
    operations: compiled.operations,
    run: (state, feeds) => {
      if (state instanceof HostState) return onHost(state, feeds);
      if (state instanceof DeviceState) return onDevice(state, feeds);
      throw new Error(`${compiled.name}: the state belongs to another engine.`);
    },
    dispose,
  };
}
