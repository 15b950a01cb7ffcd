import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../src-main/engine/candidate.ts';
import { chooseCandidate, chooseEngine, type Surroundings } from '../../src-main/engine/choose.ts';
import { describeMachine } from '../../src-main/engine/machine.ts';
import type { SelfTestResult } from '../../src-main/engine/self-test.ts';

const auto = { name: 'auto', device: 'auto', threads: null } as const;

/** A machine on which the named candidates pass in the given time; the others are absent, or fail where a reason is given. */
function machine(results: Readonly<Record<string, number | string>>, mayHaveGraphicsCard = true): Surroundings {
  const outcome = ({ engine, device }: Candidate): SelfTestResult => {
    const result = results[`${engine}/${device}`];
    if (result === undefined) return { kind: 'absent', reason: 'Not installed.' };
    return typeof result === 'number' ? { kind: 'usable', ms: result } : { kind: 'failed', reason: result };
  };
  return { platform: 'linux', mayHaveGraphicsCard, cores: 4, tryCandidate: async (candidate) => outcome(candidate) };
}

describe('the choice of an engine', () => {
  it('takes the processor where there is no graphics card, and does not touch drivers', async () => {
    const bare = machine({ 'onnx/cpu': 5, 'onnx/webgpu': 0.1 }, false);
    const { candidate, why } = await chooseCandidate(auto, bare);
    expect(candidate).toEqual({ engine: 'onnx', device: 'cpu' });
    expect(why).toEqual(['No graphics card found.']);
  });

  it('takes a graphics card that is at least twice as fast as the processor', async () => {
    const { candidate, why } = await chooseCandidate(auto, machine({ 'onnx/cpu': 5, 'onnx/webgpu': 1 }));
    expect(candidate).toEqual({ engine: 'onnx', device: 'webgpu' });
    expect(why).toEqual(['A test step takes 1.0 ms there and 5.0 ms on the processor.']);
  });

  it('leaves a software adapter alone, because it is slower than the processor it runs on', async () => {
    const { candidate, why } = await chooseCandidate(auto, machine({ 'onnx/cpu': 5, 'onnx/webgpu': 800 }));
    expect(candidate).toEqual({ engine: 'onnx', device: 'cpu' });
    expect(why).toEqual([
      'The graphics card through WebGPU works and is not worth it: a test step takes 800 ms there and 5.0 ms on the processor.',
    ]);
  });

  it('takes a slow device that the user asks for by name', async () => {
    const slow = machine({ 'onnx/cpu': 5, 'onnx/webgpu': 800 }, false);
    const { candidate } = await chooseCandidate({ ...auto, device: 'webgpu' }, slow);
    expect(candidate).toEqual({ engine: 'onnx', device: 'webgpu' });
  });

  it('names a card that failed its self-test, and goes on to the processor', async () => {
    const broken = machine({ 'onnx/cpu': 5, 'onnx/webgpu': 'Its test process ended by signal SIGABRT.' });
    const { candidate, why } = await chooseCandidate(auto, broken);
    expect(candidate.device).toBe('cpu');
    expect(why).toEqual(['The graphics card through WebGPU cannot be used: Its test process ended by signal SIGABRT.']);
  });

  it('refuses what the user asked for and does not work, instead of taking something else', async () => {
    const broken = machine({ 'onnx/cpu': 5, 'onnx/webgpu': 'No supported adapters.' });
    await expect(chooseCandidate({ ...auto, device: 'webgpu' }, broken)).rejects.toMatchObject({
      code: 'engine/none-usable',
      message: expect.stringContaining('No supported adapters.'),
    });
  });

  it('refuses an engine on a device that it does not have', async () => {
    await expect(chooseCandidate({ ...auto, name: 'reference', device: 'cuda' }, machine({}))).rejects.toMatchObject({
      code: 'engine/no-such-combination',
    });
  });

  it('opens the engine and says with how many threads it computes', async () => {
    const { engine, verdict } = await chooseEngine(
      { name: 'onnx', device: 'cpu', threads: 1 },
      machine({ 'onnx/cpu': 5 }),
    );
    expect([engine.name, engine.device]).toEqual(['onnx', 'cpu']);
    expect(verdict).toBe('Training uses the processor with 1 thread.');
    await engine.dispose();
  });
});

describe('the description of a machine', () => {
  it('lists every engine and device with its test, in order of preference', async () => {
    const reports = await describeMachine(machine({ 'onnx/cpu': 5, 'onnx/cuda': 'No driver.' }));
    expect(reports.map(({ engine, device }) => `${engine}/${device}`)).toEqual([
      'onnx/cuda',
      'tensorflow/cuda',
      'onnx/webgpu',
      'onnx/cpu',
      'tensorflow/cpu',
      'reference/cpu',
    ]);
    expect(reports[0]).toMatchObject({ isUsable: false, selfTestError: 'No driver.', ms: null });
    expect(reports[3]).toMatchObject({ isUsable: true, ms: 5, sentence: 'The processor: works, 5.0 ms a test step.' });
  });
});
