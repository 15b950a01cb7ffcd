// Entry of the probe: one self-test, its result as a line of JSON.
import { deviceNames } from '../../src-shared/domain/run-config.ts';
import { createOnnxEngine } from './onnx/engine.ts';
import { selfTest } from './self-test.ts';

const device = deviceNames.find((name) => name === process.argv[2]) ?? 'cpu';
process.stdout.write(`${JSON.stringify(await selfTest(createOnnxEngine({ device, threads: null })))}\n`);
