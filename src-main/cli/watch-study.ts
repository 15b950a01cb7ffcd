// Stays with a study to its end: shows its trials, lets Ctrl-C stop it, and says what it found.
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import { type RunState, resumableStates } from '../../src-shared/domain/run-state.ts';
import type { StudyId } from '../../src-shared/domain/study.ts';
import type { Host, RunNotice } from '../host/host.ts';
import { createRunRows } from '../host/run-rows.ts';
import type { ExitCode } from './command.ts';
import { formatNumber } from './numbers.ts';
import { conclusionOf } from './study-conclusion.ts';
import { type SummarisedStudy, studyLines, studyObject, valueWords } from './study-summary.ts';
import type { Terminal } from './terminal.ts';

/** Shows a study while it lives. The host that it shows is given once there is one. */
export interface StudyView {
  observe(run: RunId, notice: RunNotice): void;
  say(sentence: string): void;
  /** From here on trials are shown. */
  begin(host: Host, study: StudyId): void;
  end(study: SummarisedStudy): Promise<void>;
}

const endStates: readonly RunState[] = ['finished', ...resumableStates];

/** @param form `json`: one object a line, the study's summary last */
export function createStudyView(terminal: Terminal, form: 'json' | 'words'): StudyView {
  const write = (value: object) => terminal.data(`${JSON.stringify(value)}\n`);
  const say = (text: string) => (form === 'json' ? write({ type: 'notice', text }) : terminal.line(text));
  /** Trials are told one after the other, and all before the end. */
  let told: Promise<void> = Promise.resolve();
  let shown: { readonly host: Host; readonly study: StudyId } | null = null;

  async function tell(run: RunId): Promise<void> {
    if (shown === null) return;
    const { host, study } = shown;
    const { row, trials, config } = await host.studies.answers.details(study);
    const trial = trials.find((one) => one.run === run);
    if (trial === undefined) return;
    const { state, reason, best } = createRunRows(host.home).one(run);
    const { place, values } = trial;
    const arm = row.arms[place.arm];
    const seed = config.seeds[place.seed] ?? 0;
    if (form === 'json') {
      write({
        type: 'trial',
        runId: run,
        label: arm?.label,
        seed,
        trial: place.trial,
        state,
        reason,
        loss: best?.loss ?? null,
        values,
      });
      return;
    }
    const found = best === null ? reason : `validation loss ${formatNumber(best.loss)}`;
    const where = valueWords(values);
    const lowest = arm?.best[place.seed] ?? Number.NaN;
    const soFar = arm?.bestRuns[place.seed] === run ? ', the best so far' : `, best so far ${formatNumber(lowest)}`;
    terminal.line(
      `${arm?.label}, seed ${seed}, trial ${place.trial + 1} (run ${run}) ${state}: ${found}${best === null ? '' : soFar}.${where === '' ? '' : ` At ${where}.`}`,
    );
  }

  return {
    observe: (run, notice) => {
      if (notice.type !== 'state' || !endStates.includes(notice.state)) return;
      // The state is told before it is written.
      const written = new Promise<void>((resolve) => setImmediate(resolve));
      told = told
        .then(() => written)
        .then(() => tell(run))
        .catch((thrown: unknown) => {
          if (!(thrown instanceof AppError)) throw thrown;
        });
    },
    say,
    begin: (host, study) => {
      shown = { host, study };
    },
    end: async (study) => {
      await told;
      shown = null;
      const { verdicts, lines } = conclusionOf(study.details.row);
      if (form === 'json') write({ ...studyObject(study), ...(verdicts.length === 0 ? {} : { verdicts }) });
      else for (const text of [...studyLines(study), ...lines]) terminal.line(text);
    },
  };
}

export interface WatchedStudy {
  readonly host: Host;
  readonly study: StudyId;
  readonly view: StudyView;
  readonly terminal: Terminal;
}

/** First request: stop with checkpoints. Second: end all trainers at once. */
function answerInterrupts({ host, study, view, terminal }: WatchedStudy): () => void {
  let requests = 0;
  return terminal.onInterrupt(() => {
    requests += 1;
    try {
      if (requests === 1) {
        view.say('Stopping what trains, with checkpoints. Press Ctrl-C again to end at once.');
        return host.studies.stop(study);
      }
      for (const pid of host.trainerPids()) process.kill(pid, 'SIGKILL');
    } catch (thrown) {
      // It has ended meanwhile.
      if (!(thrown instanceof AppError) && !(thrown instanceof Error && 'code' in thrown)) throw thrown;
    }
  });
}

/**
 * Waits for the study's end, shows it and shuts the host down.
 * @returns 0 for a finished study, 1 for any other
 */
export async function watchStudy(watched: WatchedStudy): Promise<ExitCode> {
  const { host, study, view, terminal } = watched;
  const stopAnswering = answerInterrupts(watched);
  try {
    for (const notice of host.notices) view.say(notice);
    view.begin(host, study);
    const { trials } = await host.studies.answers.details(study);
    view.say(`Study ${study} ${trials.length === 0 ? 'begins' : 'goes on'}.`);
    const state = await host.studies.ended(study);
    host.flush();
    const rows = createRunRows(host.home);
    const details = await host.studies.answers.details(study);
    await view.end({ details, valuesOf: (run: RunId) => rows.one(run).bestHyperparameters });
    if (state === 'finished') return 0;
    if (state === 'failed') terminal.error(`Study ${study} failed. ${details.row.reason}`);
    return 1;
  } finally {
    stopAnswering();
    await host.shutdown();
  }
}
