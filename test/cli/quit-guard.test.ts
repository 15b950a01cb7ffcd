import { describe, expect, it } from 'vitest';
import { awaitQuit } from '../../src-main/cli/quit-guard.ts';
import { fakeTerminal } from '../support/fake-terminal.ts';
import { settled } from '../support/port-pair.ts';

function guard(liveRuns: number) {
  const terminal = fakeTerminal();
  terminal.time = 10_000;
  const live = { runs: liveRuns };
  const quit = awaitQuit(terminal, () => live.runs);
  let isAsked = false;
  void quit.asked.then(() => {
    isAsked = true;
  });
  return {
    terminal,
    live,
    quit,
    isAsked: async () => {
      await settled();
      return isAsked;
    },
  };
}

describe('a request to end', () => {
  it('ends at once while nothing runs', async () => {
    const { terminal, isAsked } = guard(0);
    expect(await isAsked()).toBe(false);
    terminal.interrupt();
    expect(await isAsked()).toBe(true);
    expect(terminal.printed).toEqual([]);
  });

  it('asks once while runs are going, and ends at the second', async () => {
    const { terminal, isAsked } = guard(2);
    terminal.interrupt();
    expect(terminal.printed).toEqual(['2 runs are going. Press Ctrl-C again to stop them with a checkpoint and quit.']);
    expect(await isAsked()).toBe(false);
    terminal.time += 1_000;
    terminal.interrupt();
    expect(await isAsked()).toBe(true);
    expect(terminal.printed.at(-1)).toBe('Stopping 2 runs with a checkpoint.');
  });

  it('speaks of one run in the singular', () => {
    const { terminal } = guard(1);
    terminal.interrupt();
    expect(terminal.printed).toEqual(['1 run is going. Press Ctrl-C again to stop it with a checkpoint and quit.']);
  });

  it('counts once when npm passes on what the terminal has sent already', async () => {
    const { terminal, isAsked } = guard(1);
    terminal.interrupt();
    terminal.time += 40;
    terminal.interrupt();
    expect(await isAsked()).toBe(false);
    expect(terminal.printed).toHaveLength(1);
  });

  it.each(['SIGTERM', 'SIGHUP'] as const)('by %s asks nobody', async (request) => {
    const { terminal, isAsked } = guard(3);
    terminal.interrupt(request);
    expect(await isAsked()).toBe(true);
    expect(terminal.printed).toEqual(['Stopping 3 runs with a checkpoint.']);
  });

  it('ends without another question when the runs have ended after the first', async () => {
    const { terminal, live, isAsked } = guard(1);
    terminal.interrupt();
    live.runs = 0;
    terminal.time += 1_000;
    terminal.interrupt();
    expect(await isAsked()).toBe(true);
  });

  it('while it is ending leaves the next one to the process itself', async () => {
    const { terminal, isAsked } = guard(0);
    let own = 0;
    terminal.interrupt();
    terminal.time += 1_000;
    terminal.interrupt();
    terminal.onInterrupt(() => {
      own += 1;
    });
    terminal.time += 1_000;
    terminal.interrupt();
    expect(own).toBe(1);
    expect(await isAsked()).toBe(true);
  });
});
