// Watches over one run from its start to its end: what its trainer says becomes states, points, events and checkpoints.
// Not here: which run is next (queue), how a trainer is started (launcher), what is written how (run-journal).
import { AppError } from '../../src-shared/domain/app-error.ts';
import { outputKind } from '../../src-shared/domain/event-kinds.ts';
import type { SeriesPoints } from '../../src-shared/domain/metric.ts';
import { liveStates, type RunState } from '../../src-shared/domain/run-state.ts';
import type { HostMessage, TrainerMessage } from '../../src-shared/trainer-protocol/messages.ts';
import type { RunDetails } from '../store/queries/run-details.ts';
import { exitVerdict } from './exit-verdict.ts';
import type { Launcher, TrainerExit } from './launcher.ts';
import { type JournalOptions, RunJournal } from './run-journal.ts';
import type { PassedOn } from './run-notice.ts';
import { SilenceWatch } from './silence-watch.ts';
import { type TaskMessage, TrainerSession } from './trainer-session.ts';

const silentAfterMs = 60_000;
/** An LSTM is unrolled into thousands of operations in one go, during which its trainer cannot speak. */
const silentAfterCompilingMs = 600_000;
/** A heartbeat is a commit; the store needs to know it to within this, no finer. */
const heartbeatEveryMs = 5_000;

export interface SupervisorOptions extends Omit<JournalOptions, 'run' | 'state'> {
  readonly launcher: Launcher;
  /** The queued run as the store has it. */
  readonly run: RunDetails;
  readonly task: Extract<HostMessage, { type: 'train' }>;
  /** Told when the store cannot be written to; the run goes on until someone stops it. */
  readonly onStoreFailure: (error: AppError) => void;
}

type Done = Extract<TrainerMessage, { type: 'done' }>;
type Checkpoint = Extract<TrainerMessage, { type: 'checkpoint' }>;

/** One run's guardian; starts the trainer at once. */
export class Supervisor {
  /** The run's state once its trainer is gone. Never rejects. */
  readonly ended: Promise<RunState>;
  readonly #options: SupervisorOptions;
  readonly #journal: RunJournal;
  readonly #session: TrainerSession;
  readonly #silence: SilenceWatch;
  readonly #resolveEnded: (state: RunState) => void;
  #request: 'stop' | 'kill' | null = null;
  #checkpoint: string | null;
  #heartbeatAt = 0;

  constructor(options: SupervisorOptions) {
    const { run, now } = options;
    const { promise, resolve } = Promise.withResolvers<RunState>();
    this.ended = promise;
    this.#resolveEnded = resolve;
    this.#options = options;
    this.#checkpoint = run.checkpoint?.file ?? null;
    this.#journal = new RunJournal({ ...options, run: run.id, state: run.state });
    this.#journal.moveTo('starting', { startedAt: now(), finishedAt: null, reason: '' });
    this.#silence = new SilenceWatch({
      onSilent: (seconds) => this.#attempt(() => this.#tellSilence(seconds)),
      onHeardAgain: () => this.#attempt(() => this.#journal.tell('responding', 'The trainer responds again.')),
    });
    this.#session = new TrainerSession(options.launcher, options.task, {
      onHello: () => this.#attempt(() => this.#journal.moveTo('running')),
      onMessage: (message) => this.#attempt(() => this.#take(message)),
      onRefused: (why) => this.#attempt(() => this.#journal.tell('refused-message', why)),
      onEnd: (exit, complaint) => this.#end(exit, complaint),
    });
    this.#attempt(() => this.#journal.note({ pid: this.#session.pid }));
  }

  /** Its trainer's process number; null when it could not be started. */
  get pid(): number | null {
    return this.#session.pid;
  }

  /** Holds the run after the current step, with a checkpoint; it may be silent meanwhile. */
  pause(): void {
    if (this.#journal.state !== 'running') return;
    this.#session.send({ type: 'pause' });
    this.#silence.stop();
    this.#attempt(() => this.#journal.moveTo('paused'));
  }

  /** Goes on after a pause. */
  continue(): void {
    this.#session.send({ type: 'continue' });
    this.#goOn();
  }

  /** Ends the run at the end of the current epoch, also out of a pause. */
  finishEpoch(): void {
    this.#session.send({ type: 'finish-epoch' });
    this.#goOn();
  }

  #goOn(): void {
    if (this.#journal.state === 'paused') this.#attempt(() => this.#journal.moveTo('running'));
  }

  /** Ends the run after the current step, with a checkpoint. */
  stop(): void {
    this.#request = 'stop';
    if (this.#session.hasGreeted) this.#session.send({ type: 'stop' });
    else this.#session.kill();
  }

  /** Ends the trainer at once; what came after the last checkpoint has to be computed again. */
  kill(): void {
    this.#request = 'kill';
    this.#session.kill();
  }

  /** Runs `action`; a store that refuses is reported, a bug goes on. */
  #attempt(action: () => void): void {
    try {
      action();
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      this.#options.onStoreFailure(thrown);
    }
  }

  #take(message: TaskMessage): void {
    const { observer, run, writer } = this.#options;
    if (this.#journal.state !== 'paused') {
      const isCompiling = message.type === 'phase' && message.phase === 'compiling';
      this.#silence.heard(isCompiling ? silentAfterCompilingMs : silentAfterMs);
    }
    switch (message.type) {
      case 'engine':
        this.#journal.note({ engine: message.name, device: message.device, engineVerdict: message.verdict });
        break;
      case 'phase':
        break;
      case 'points':
        // The protocol leaves series open for later trainers; the store takes any name.
        writer.logPoints(run.id, message.series as readonly SeriesPoints[]);
        break;
      case 'progress':
        this.#journal.reach(message.step, message.epoch);
        break;
      case 'checkpoint':
        this.#keepCheckpoint(message);
        break;
      default:
        this.#takeUnseen(message);
        return;
    }
    observer(run.id, message);
  }

  /** Messages that the observer hears of as events and states, not as they came. */
  #takeUnseen(message: Exclude<TaskMessage, PassedOn>): void {
    switch (message.type) {
      case 'event':
        this.#logEvent(message);
        break;
      case 'heartbeat':
        this.#noteHeartbeat();
        break;
      case 'done':
        this.#finish(message);
        break;
      case 'failed':
        this.#journal.tell('failed', message.message);
        this.#close('failed', message.message, message.summary);
        break;
      case 'tested':
        this.#journal.tell(
          'refused-message',
          'The trainer sent test scores that nobody asked for; they were left out.',
        );
        break;
      default:
        message satisfies never;
    }
  }

  #logEvent({ step, epoch, kind, text }: Extract<TrainerMessage, { type: 'event' }>): void {
    const { run, writer, now } = this.#options;
    if (kind === 'resumed') {
      writer.truncateAfter(run.id, step);
      this.#journal.reach(step, epoch);
    }
    const history = kind === 'resumed' && run.reason !== '' ? ` Before that: ${run.reason}` : '';
    this.#journal.logEvent({ step, epoch, kind, text: text + history, at: now() });
  }

  #tellSilence(seconds: number): void {
    this.#journal.tell(
      'not-responding',
      `The trainer has been silent for ${seconds} seconds: not responding. Wait, or end the run and resume it from its last checkpoint.`,
    );
  }

  #noteHeartbeat(): void {
    const at = this.#options.now();
    if (at - this.#heartbeatAt < heartbeatEveryMs) return;
    this.#heartbeatAt = at;
    this.#journal.note({ heartbeatAt: at });
  }

  /** All points up to the checkpoint are committed before it is noted: a resume from it misses none. */
  #keepCheckpoint(message: Checkpoint): void {
    this.#options.writer.flush();
    // The best state is for the test, the newest for a resume.
    if (message.isBest) return;
    this.#checkpoint = message.file;
    this.#journal.reach(message.step, message.epoch);
    this.#journal.note({ checkpointFile: message.file, checkpointStep: message.step });
  }

  #finish({ outcome, reason, summary }: Done): void {
    // The pause came when the last step had been taken.
    this.#goOn();
    this.#close(outcome, reason, summary);
  }

  #close(state: 'finished' | 'stopped' | 'failed', reason: string, summary: Done['summary'] | null): void {
    this.#silence.stop();
    this.#session.expectEnd();
    this.#journal.moveTo(state, { reason, summary, finishedAt: this.#options.now() });
  }

  #end(exit: TrainerExit, complaint: string | null): void {
    this.#silence.stop();
    this.#attempt(() => {
      if (liveStates.includes(this.#journal.state)) this.#judge(exit, complaint);
      this.#journal.note({ pid: null });
    });
    this.#attempt(() => this.#options.writer.flush());
    this.#resolveEnded(this.#journal.state);
  }

  #judge(exit: TrainerExit, complaint: string | null): void {
    const { state, reason } = exitVerdict({
      exit,
      complaint,
      request: this.#request,
      step: this.#journal.step,
      checkpoint: this.#checkpoint,
    });
    this.#journal.tell(state, reason);
    if (exit.lastOutput.length > 0) this.#journal.tell(outputKind, exit.lastOutput.join('\n'));
    this.#journal.moveTo(state, { reason, finishedAt: this.#options.now() });
  }
}
