// What a queue tells whoever draws its runs: a progress bar, a stream of lines, a window.
import type { RunId } from '../../src-shared/domain/ids.ts';
import type { RunState } from '../../src-shared/domain/run-state.ts';
import type { TrainerMessage } from '../../src-shared/trainer-protocol/messages.ts';
import type { LoggedEvent } from '../store/writer.ts';

/** Messages that an observer gets as the trainer sent them. */
export type PassedOn = Extract<TrainerMessage, { type: 'engine' | 'phase' | 'points' | 'progress' | 'checkpoint' }>;

export type RunNotice =
  | PassedOn
  | { readonly type: 'state'; readonly state: RunState; readonly reason: string }
  | { readonly type: 'event'; readonly event: LoggedEvent };

/** Called as things happen; it must not take long and must not throw. */
export type RunObserver = (run: RunId, notice: RunNotice) => void;
