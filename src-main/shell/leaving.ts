// Closing the window and quitting: never stops a run without a question, never asks twice, never ends before the host has freed its home.
import type { LeaveAnswer } from './words.ts';

export interface LeavingOptions {
  readonly platform: NodeJS.Platform;
  /** Runs that wait or train. */
  readonly liveRuns: () => number;
  readonly ask: (runs: number) => Promise<LeaveAnswer>;
  /** Settles once every run has its checkpoint and the home is free. */
  readonly shutDown: () => Promise<void>;
  /** Told when that failed; the app ends all the same. */
  readonly onFailure: (thrown: unknown) => void;
  readonly quit: () => void;
  /** Closes the window for good, without asking it. */
  readonly destroyWindow: () => void;
  /** Told when the app goes on without a window, and when it has one again. */
  readonly onBackground: (isInBackground: boolean) => void;
}

interface Preventable {
  preventDefault(): void;
}

export interface Leaving {
  /** Handles a window's `close`. */
  onWindowClose(event: Preventable): void;
  /** Handles the app's `window-all-closed`. */
  onAllWindowsClosed(): void;
  /** Handles the app's `before-quit`. */
  onBeforeQuit(event: Preventable): void;
  /** A window is open. */
  onWindowOpen(): void;
  /** The system ends: no question, checkpoints at once. */
  leaveNow(): Promise<void>;
  /** Whether quitting has been decided. */
  isLeaving(): boolean;
}

/** The one place that knows whether the app stays, goes, or is being asked. */
export function createLeaving(options: LeavingOptions): Leaving {
  const { platform, liveRuns, ask, shutDown, onFailure, quit, destroyWindow, onBackground } = options;
  let state: 'here' | 'asking' | 'background' | 'leaving' | 'gone' = 'here';

  const leaveNow = async () => {
    if (state === 'leaving' || state === 'gone') return;
    state = 'leaving';
    await shutDown().catch(onFailure);
    state = 'gone';
    quit();
  };

  const goToBackground = () => {
    state = 'background';
    destroyWindow();
    onBackground(true);
  };

  const askFirst = async () => {
    const before = state;
    state = 'asking';
    const answer = await ask(liveRuns());
    // The system may have decided meanwhile.
    if (state !== 'asking') return;
    state = before;
    if (answer === 'stop') await leaveNow();
    else if (answer === 'background') goToBackground();
  };

  return {
    onWindowClose: (event) => {
      // On a Mac an app stays in the dock without a window.
      if (platform === 'darwin' || state === 'leaving' || state === 'gone') return;
      if (state === 'asking') event.preventDefault();
      else if (liveRuns() > 0) {
        event.preventDefault();
        void askFirst();
      }
    },
    onAllWindowsClosed: () => {
      if (platform !== 'darwin' && state === 'here') quit();
    },
    onBeforeQuit: (event) => {
      if (state === 'gone') return;
      event.preventDefault();
      if (state === 'asking' || state === 'leaving') return;
      if (liveRuns() > 0) void askFirst();
      else void leaveNow();
    },
    onWindowOpen: () => {
      if (state !== 'background') return;
      state = 'here';
      onBackground(false);
    },
    leaveNow,
    isLeaving: () => state === 'leaving' || state === 'gone',
  };
}
