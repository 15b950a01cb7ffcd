import { expect, it, vi } from 'vitest';
import type { TrainerListeners } from '../../../src-main/runs/launcher.ts';
import { describeMachineThrough } from '../../../src-main/shell/host/describe-machine.ts';
import type { MachineReport } from '../../../src-shared/contract/app.ts';

const report: MachineReport = {
  cores: 8,
  memoryBytes: 2 ** 34,
  candidates: [],
  choice: { engine: 'onnx', device: 'cpu', why: 'No graphics card found.' },
};

function asked() {
  let listeners: TrainerListeners | null = null;
  const startEntry = vi.fn((_entry: string, given: TrainerListeners) => {
    listeners = given;
    return { pid: null, send: () => undefined, kill: () => undefined };
  });
  const answer = describeMachineThrough({ startEntry });
  return { answer, startEntry, doctor: listeners as unknown as TrainerListeners };
}

it('the machine is described by a doctor that the shell starts', async () => {
  const { answer, startEntry, doctor } = asked();
  expect(startEntry).toHaveBeenCalledExactlyOnceWith('doctor', expect.anything());
  doctor.onMessage(report);
  doctor.onExit({ code: 0, signal: null, startFailure: null, lastOutput: [] });
  expect(await answer).toEqual(report);
});

it.each([
  ['ended with SIGABRT', { code: null, signal: 'SIGABRT', startFailure: null, lastOutput: [] }],
  ['no such file', { code: null, signal: null, startFailure: 'no such file', lastOutput: [] }],
])('a doctor that gives no answer is told of in words: %s', async (words, exit) => {
  const { answer, doctor } = asked();
  doctor.onExit(exit);
  await expect(answer).rejects.toMatchObject({ code: 'host/no-diagnosis', message: expect.stringContaining(words) });
});

it('an answer of another kind is refused', async () => {
  const { answer, doctor } = asked();
  doctor.onMessage({ ...report, cores: 'many' });
  await expect(answer).rejects.toMatchObject({ code: 'host/no-diagnosis' });
});
