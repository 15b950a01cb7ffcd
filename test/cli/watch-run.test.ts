import { describe, expect, it, onTestFinished } from 'vitest';
import { chooseView, watchRun } from '../../src-main/cli/watch-run.ts';
import { prepareRun } from '../../src-main/host/config/prepare-run.ts';
import { startRun } from '../../src-main/host/start-run.ts';
import { FakeLauncher } from '../support/fake-launcher.ts';
import { type FakeTerminal, fakeTerminal } from '../support/fake-terminal.ts';
import { temporaryHome, testTime } from '../support/temporary-home.ts';
import { done } from '../support/test-queue.ts';

const progress = {
  type: 'progress',
  step: 15,
  epoch: 0.5,
  epochs: 1,
  loss: 0.7,
  stepsPerSecond: 5,
  secondsLeft: 3,
} as const;

/** A watched run whose trainer a test plays. */
async function watched(terminal: FakeTerminal, form: 'json' | 'words') {
  const home = temporaryHome();
  const launcher = new FakeLauncher();
  const view = chooseView(terminal, form);
  const prepared = await prepareRun({ written: { data: { sample: 'iris' } }, changes: [], home, directory: home });
  const { host, run } = await startRun(prepared, { home, launcher, observer: view.observe, now: () => testTime });
  const code = watchRun({ host, run, view, terminal });
  onTestFinished(() => {
    for (const trainer of launcher.started) if (!trainer.hasExited) trainer.kill();
  });
  launcher.last.hello();
  return { code, trainer: launcher.last };
}

describe('a watched run', () => {
  it('ends with its summary and exit code 0', async () => {
    const terminal = fakeTerminal();
    const { code, trainer } = await watched(terminal, 'json');
    trainer.say(progress, progress, done);
    trainer.exit();
    expect(await code).toBe(0);
    const objects = terminal.printed.map((line) => JSON.parse(line));
    expect(objects.filter(({ type }) => type === 'progress')).toHaveLength(1);
    expect(objects.at(-1)).toMatchObject({ type: 'summary', runId: 1, status: 'finished', steps: 30 });
    expect(terminal.errors).toEqual([]);
  });

  it('that fails ends with its summary, one sentence on standard error and exit code 1', async () => {
    const terminal = fakeTerminal();
    const { code, trainer } = await watched(terminal, 'json');
    trainer.say({ type: 'failed', code: 'train/non-finite', message: 'The loss is no number.', summary: null });
    trainer.exit();
    expect(await code).toBe(1);
    expect(JSON.parse(terminal.printed.at(-1) ?? '')).toEqual({
      type: 'summary',
      runId: 1,
      status: 'failed',
      epochs: 0,
      steps: 0,
      trainSeconds: 0,
      best: null,
      final: { hyperparameters: {} },
      schedulePoints: 0,
    });
    expect(terminal.errors).toEqual(['Run 1 failed. The loss is no number.']);
  });

  it('is stopped by the first Ctrl-C and says how to go on', async () => {
    const terminal = fakeTerminal();
    const { code, trainer } = await watched(terminal, 'words');
    terminal.interrupt();
    expect(trainer.received.at(-1)).toEqual({ type: 'stop' });
    trainer.say({ ...done, outcome: 'stopped', reason: 'Stopped at once, as asked.' });
    trainer.exit();
    expect(await code).toBe(1);
    expect(terminal.printed.at(-1)).toBe('Continue it with: selftune resume 1');
    expect(terminal.errors).toEqual([]);
  });

  it('is killed by the second Ctrl-C', async () => {
    const terminal = fakeTerminal();
    const { code, trainer } = await watched(terminal, 'words');
    terminal.interrupt();
    terminal.interrupt();
    expect(trainer.isKilled).toBe(true);
    expect(await code).toBe(1);
    expect(terminal.errors[0]).toMatch(/^Run 1 was interrupted\./);
  });
});

describe('a view for a terminal', () => {
  it('rewrites one line and puts events above it', async () => {
    const terminal = fakeTerminal({ isInteractive: true });
    const { code, trainer } = await watched(terminal, 'words');
    terminal.time = 1_000;
    trainer.say(progress, { type: 'event', step: 15, epoch: 0.5, kind: 'warm-up', text: 'Warm-up is over.' });
    const event = terminal.printed.indexOf('Warm-up is over.');
    expect(terminal.printed[event - 1]).toBe('~');
    expect(terminal.printed[event + 1]).toBe('~██████████░░░░░░░░░░ epoch 0/1  loss 0.7  0:03 left');
    trainer.say(done);
    trainer.exit();
    await code;
    expect(terminal.printed.filter((line) => line.startsWith('Run 1 finished.'))).toHaveLength(1);
  });

  it('writes plain lines where nobody looks', async () => {
    const terminal = fakeTerminal();
    const { code, trainer } = await watched(terminal, 'words');
    trainer.say(progress, done);
    trainer.exit();
    await code;
    expect(terminal.printed.filter((line) => line.startsWith('~'))).toEqual([]);
  });
});
