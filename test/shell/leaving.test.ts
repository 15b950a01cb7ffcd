import { describe, expect, it, vi } from 'vitest';
import { createLeaving } from '../../src-main/shell/leaving.ts';
import { type LeaveAnswer, leaveAnswers, leaveQuestion } from '../../src-main/shell/words.ts';
import { turn } from './fake-electron.ts';

function leavingWith({ runs = 0, platform = 'linux' as NodeJS.Platform } = {}) {
  const answers: PromiseWithResolvers<LeaveAnswer>[] = [];
  const shutDown = Promise.withResolvers<void>();
  const calls = {
    ask: vi.fn((_runs: number) => {
      const answer = Promise.withResolvers<LeaveAnswer>();
      answers.push(answer);
      return answer.promise;
    }),
    shutDown: vi.fn(() => shutDown.promise),
    onFailure: vi.fn(),
    quit: vi.fn(),
    destroyWindow: vi.fn(),
    onBackground: vi.fn(),
  };
  const leaving = createLeaving({ platform, liveRuns: () => runs, ...calls });
  const isPrevented = (handle: (event: { preventDefault(): void }) => void) => {
    const preventDefault = vi.fn();
    handle({ preventDefault });
    return preventDefault.mock.calls.length === 1;
  };
  return {
    leaving,
    calls,
    shutDown,
    closeIsPrevented: () => isPrevented(leaving.onWindowClose),
    quitIsPrevented: () => isPrevented(leaving.onBeforeQuit),
    answer: async (answer: LeaveAnswer) => {
      answers.at(-1)?.resolve(answer);
      await turn();
    },
  };
}

describe('closing the window', () => {
  it('quits without a question when no run is going', () => {
    const { leaving, calls, closeIsPrevented } = leavingWith();
    expect(closeIsPrevented()).toBe(false);
    leaving.onAllWindowsClosed();
    expect(calls.quit).toHaveBeenCalledOnce();
    expect(calls.ask).not.toHaveBeenCalled();
  });

  it('asks once when runs are going, however often it is clicked', () => {
    const { calls, closeIsPrevented, quitIsPrevented } = leavingWith({ runs: 2 });
    expect([closeIsPrevented(), closeIsPrevented(), quitIsPrevented()]).toEqual([true, true, true]);
    expect(calls.ask).toHaveBeenCalledExactlyOnceWith(2);
  });

  it('keeps training in the background without the window', async () => {
    const { leaving, calls, closeIsPrevented, answer } = leavingWith({ runs: 2 });
    closeIsPrevented();
    await answer('background');
    expect(calls.destroyWindow).toHaveBeenCalledOnce();
    expect(calls.onBackground).toHaveBeenLastCalledWith(true);
    leaving.onAllWindowsClosed();
    expect(calls.quit).not.toHaveBeenCalled();
    expect(calls.shutDown).not.toHaveBeenCalled();
    leaving.onWindowOpen();
    expect(calls.onBackground).toHaveBeenLastCalledWith(false);
  });

  it('leaves everything as it is when cancelled, and asks again the next time', async () => {
    const { calls, closeIsPrevented, answer } = leavingWith({ runs: 1 });
    closeIsPrevented();
    await answer('cancel');
    expect(calls.destroyWindow).not.toHaveBeenCalled();
    expect(calls.shutDown).not.toHaveBeenCalled();
    closeIsPrevented();
    expect(calls.ask).toHaveBeenCalledTimes(2);
  });

  it('asks nothing on a Mac, where the app stays in the dock', () => {
    const { leaving, calls, closeIsPrevented } = leavingWith({ runs: 2, platform: 'darwin' });
    expect(closeIsPrevented()).toBe(false);
    leaving.onAllWindowsClosed();
    expect(calls.quit).not.toHaveBeenCalled();
    expect(calls.ask).not.toHaveBeenCalled();
  });
});

describe('quitting', () => {
  it('waits for the host to free its home, then goes', async () => {
    const { calls, quitIsPrevented, shutDown } = leavingWith();
    expect(quitIsPrevented()).toBe(true);
    expect(calls.shutDown).toHaveBeenCalledOnce();
    expect(calls.quit).not.toHaveBeenCalled();
    shutDown.resolve();
    await turn();
    expect(calls.quit).toHaveBeenCalledOnce();
    expect(quitIsPrevented()).toBe(false);
  });

  it('stops runs only after the answer', async () => {
    const { leaving, calls, quitIsPrevented, answer, closeIsPrevented } = leavingWith({ runs: 1 });
    quitIsPrevented();
    expect(calls.shutDown).not.toHaveBeenCalled();
    await answer('stop');
    expect(calls.shutDown).toHaveBeenCalledOnce();
    expect(leaving.isLeaving()).toBe(true);
    // Windows may close now.
    expect(closeIsPrevented()).toBe(false);
    expect(calls.ask).toHaveBeenCalledOnce();
  });

  it('goes even when the host cannot be shut down, and tells why it could not', async () => {
    const { calls, quitIsPrevented, shutDown } = leavingWith();
    quitIsPrevented();
    shutDown.reject(new Error('gone'));
    await turn();
    expect(calls.onFailure).toHaveBeenCalledWith(new Error('gone'));
    expect(calls.quit).toHaveBeenCalledOnce();
  });

  it('asks from the background as well', async () => {
    const { calls, closeIsPrevented, quitIsPrevented, answer } = leavingWith({ runs: 1 });
    closeIsPrevented();
    await answer('background');
    quitIsPrevented();
    expect(calls.ask).toHaveBeenCalledTimes(2);
    await answer('cancel');
    expect(calls.quit).not.toHaveBeenCalled();
  });

  it('needs no answer when the system ends, and an answer that comes late changes nothing', async () => {
    const { leaving, calls, closeIsPrevented, answer, shutDown } = leavingWith({ runs: 3 });
    closeIsPrevented();
    const left = leaving.leaveNow();
    await answer('background');
    expect(calls.destroyWindow).not.toHaveBeenCalled();
    shutDown.resolve();
    await left;
    expect(calls.shutDown).toHaveBeenCalledOnce();
    expect(calls.quit).toHaveBeenCalledOnce();
  });
});

it('the question has one button for each answer, keeps training by default and cancels with Escape', () => {
  const { buttons, defaultId, cancelId, message } = leaveQuestion(2);
  expect(message).toBe('2 runs are going.');
  expect(leaveQuestion(1).message).toBe('1 run is going.');
  expect(buttons).toHaveLength(leaveAnswers.length);
  expect(leaveAnswers[defaultId]).toBe('background');
  expect(leaveAnswers[cancelId]).toBe('cancel');
  expect(buttons[leaveAnswers.indexOf('stop')]).toBe('Stop with a checkpoint and quit');
});
