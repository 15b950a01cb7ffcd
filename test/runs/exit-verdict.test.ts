import { expect, test } from 'vitest';
import { describeExit, exitVerdict } from '../../src-main/runs/exit-verdict.ts';
import type { TrainerExit } from '../../src-main/runs/launcher.ts';

const exit = (change: Partial<TrainerExit>): TrainerExit => ({
  code: null,
  signal: null,
  startFailure: null,
  lastOutput: [],
  ...change,
});

test('of an error with its stack only the line that names it is shown', () => {
  const lastOutput = ['file.ts:3', '', 'TypeError: x is not a function', '    at run (file.ts:3:1)', '', 'Node.js v24'];
  expect(describeExit(exit({ code: 1, lastOutput }), null)).toBe(
    'The trainer ended with exit code 1 and without a reason. Its last output: TypeError: x is not a function',
  );
});

test('SIGKILL from outside is explained by memory, on request it is not', () => {
  const context = { exit: exit({ signal: 'SIGKILL' }), complaint: null, step: 8, checkpoint: null };
  expect(exitVerdict({ ...context, request: null }).reason).toContain('memory runs out');
  expect(exitVerdict({ ...context, request: 'kill' })).toEqual({
    state: 'interrupted',
    reason: 'Killed on request at step 8. There is no checkpoint yet: resuming starts from the beginning.',
  });
});

test('a process that could not be started fails the run with the system’s words', () => {
  const verdict = exitVerdict({
    exit: exit({ startFailure: 'spawn ENOMEM' }),
    complaint: null,
    request: null,
    step: 0,
    checkpoint: null,
  });
  expect(verdict).toEqual({ state: 'failed', reason: 'The trainer could not be started: spawn ENOMEM.' });
});
