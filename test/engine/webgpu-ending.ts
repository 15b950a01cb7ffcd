// Started by webgpu.test.ts in a process of its own: a run on a graphics card whose programs are done with before its state is.
import { openEngine } from '../support/open-engine.ts';
import { feedsOf, freshState, trainSource } from './perceptron.ts';

const opened = await openEngine('onnx/webgpu');
if (opened.kind === 'absent') throw new Error(opened.reason);
const { engine } = opened;
const program = await engine.compile(trainSource);
const state = await freshState(engine);
await program.run(state, { ...feedsOf(0), rate: Float32Array.of(0.1) });
program.dispose();
state.dispose();
await engine.dispose();
