// Turns what happens to runs into events: points and progress gathered, rows told again when they have changed, ends told to whoever
// wants to know. Also knows the newest progress of each live run.
import type { Progress, RunRow } from '../../../src-shared/contract/runs.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { RunId } from '../../../src-shared/domain/ids.ts';
import { liveStates, type RunState } from '../../../src-shared/domain/run-state.ts';
import type { RunNotice, RunObserver } from '../../runs/run-notice.ts';
import type { Hub } from './hub.ts';
import type { LivePoints } from './live-points.ts';
import { Throttle } from './throttle.ts';

export interface EndedRun {
  readonly id: RunId;
  readonly name: string;
  readonly state: RunState;
  readonly reason: string;
}

export interface RunAnnouncerOptions {
  readonly hub: Hub;
  readonly points: LivePoints;
  /** The rows of the home, once it is open. */
  readonly rows: () => { one(run: RunId): RunRow };
  readonly onEnded: (run: EndedRun) => void;
  /** Called when a run has ended or written a checkpoint: it takes another amount of room now. */
  readonly onSizeChanged: (run: RunId, isEnded: boolean) => void;
}

const progressEveryMs = 230;
const rowEveryMs = 1_000;

const phaseOf: Readonly<Partial<Record<RunState, Progress['phase']>>> = {
  queued: 'queued',
  starting: 'loading',
  running: 'training',
  paused: 'paused',
};

const noProgress = { step: 0, epoch: 0, epochs: 0, loss: Number.NaN, stepsPerSecond: 0, secondsLeft: null } as const;

/** One announcer for all runs of a home. */
export class RunAnnouncer {
  readonly #options: RunAnnouncerOptions;
  readonly #progress = new Map<RunId, Progress>();
  readonly #progressThrottle = new Throttle<RunId>(progressEveryMs, (run) => this.#tellProgress(run));
  readonly #rowThrottle = new Throttle<RunId>(rowEveryMs, (run) => this.#tellRow(run));

  constructor(options: RunAnnouncerOptions) {
    this.#options = options;
  }

  /** To be handed to whatever runs runs. */
  readonly observe: RunObserver = (run, notice) => this.#take(run, notice);

  /** The newest word on a live run; null for others. */
  progressOf(run: RunId): Progress | null {
    return this.#progress.get(run) ?? null;
  }

  /** Tells the row of a run that has just been changed or made. */
  changed(run: RunId): void {
    this.#rowThrottle.now(run);
  }

  /** A run that waits has no trainer to speak for it. */
  queued(run: RunId): void {
    const { plannedEpochs } = this.#options.rows().one(run);
    this.#note(run, { ...noProgress, epochs: plannedEpochs, phase: 'queued' });
    this.changed(run);
  }

  /** Tells what is left and ends all timers. */
  close(): void {
    this.#progressThrottle.close();
    this.#rowThrottle.close();
    this.#options.points.close();
  }

  #take(run: RunId, notice: RunNotice): void {
    const { hub, points } = this.#options;
    switch (notice.type) {
      case 'points':
        points.take(run, notice.series);
        // Not at once: the points have yet to be committed.
        if (notice.series.some(({ series }) => series === 'loss/validation')) this.#rowThrottle.later(run);
        break;
      case 'progress': {
        const { type: _type, ...progress } = notice;
        this.#note(run, { ...progress, phase: this.#progress.get(run)?.phase ?? 'training' });
        break;
      }
      case 'phase':
        this.#note(run, { phase: notice.phase });
        break;
      case 'engine':
        points.tellOf(run);
        hub.tellRun(run, { type: 'engine', name: notice.name, device: notice.device, verdict: notice.verdict });
        break;
      case 'event':
        points.tellOf(run);
        if (notice.event.kind === 'resumed') hub.tellRun(run, { type: 'truncated', step: notice.event.step });
        hub.tellRun(run, { type: 'event', event: notice.event });
        break;
      case 'checkpoint':
        this.#options.onSizeChanged(run, false);
        break;
      case 'state':
        this.#takeState(run, notice.state, notice.reason);
        break;
      default:
        notice satisfies never;
    }
  }

  #takeState(run: RunId, state: RunState, reason: string): void {
    const phase = phaseOf[state];
    if (phase !== undefined) this.#note(run, { phase });
    // The state is told before it is written; its row is read afterwards.
    queueMicrotask(() => {
      if (state === 'starting') this.#tellFreshStart(run);
      this.#rowThrottle.now(run);
      if (state === 'queued' || liveStates.includes(state)) return;
      this.#progress.delete(run);
      this.#options.points.forget(run);
      this.#options.onSizeChanged(run, true);
      const name = this.#rowOf(run)?.name ?? '';
      this.#options.onEnded({ id: run, name, state, reason });
    });
  }

  /** A run that starts without a checkpoint begins anew: what it logged before is gone. */
  #tellFreshStart(run: RunId): void {
    const { hub } = this.#options;
    if (this.#rowOf(run)?.hasCheckpoint === false) hub.tellRun(run, { type: 'truncated', step: 0 });
  }

  #note(run: RunId, change: Partial<Progress>): void {
    const known = this.#progress.get(run) ?? {
      ...noProgress,
      run,
      phase: 'queued',
      epochs: this.#rowOf(run)?.plannedEpochs ?? 0,
    };
    this.#progress.set(run, { ...known, ...change, run });
    this.#progressThrottle.soon(run);
  }

  #tellProgress(run: RunId): void {
    const progress = this.#progress.get(run);
    if (progress !== undefined) this.#options.hub.tellHome({ type: 'progress', progress });
  }

  #tellRow(run: RunId): void {
    const row = this.#rowOf(run);
    if (row !== null) this.#options.hub.tellHome({ type: 'run', row });
  }

  #rowOf(run: RunId) {
    try {
      return this.#options.rows().one(run);
    } catch (thrown) {
      // Deleted meanwhile, or a disk that does not answer: either way there is nothing to tell.
      if (thrown instanceof AppError) return null;
      throw thrown;
    }
  }
}
