// `selftune study`: starts a study from a file, or goes on with one of the home.
import { dirname, resolve } from 'node:path';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { StudyId } from '../../../src-shared/domain/study.ts';
import { prepareStudy } from '../../host/config/prepare-study.ts';
import { readConfigFile } from '../../host/config/read-config.ts';
import { createHost } from '../../host/host.ts';
import { startStudy } from '../../host/start-run.ts';
import { readStudy } from '../../host/study-reader.ts';
import { homeFrom, onlyArgument, parseArguments } from '../arguments.ts';
import type { Command, ExitCode } from '../command.ts';
import { parseAtOnce } from '../study-options.ts';
import type { Terminal } from '../terminal.ts';
import { createStudyView, type StudyView, watchStudy } from '../watch-study.ts';
import { studyIdFrom } from './compare.ts';

const help = `selftune study <study.json | number> [options]

Starts the study that a file describes, or goes on with one of the home that was stopped or cut off, and stays with it to
its end. Ctrl-C stops with checkpoints; a second Ctrl-C ends at once.

  --at-once N     Trainings beside each other, of all methods together
  --json          One JSON object a line; the last is the study with what it found
  --home DIR      Folder of the database, data sets and runs

A study is JSON: a run's config, the methods as arms, seeds, and what each method may spend for each seed:
  {"config": {"data": {"sample": "wine"}, "training": {"epochs": 30}},
   "arms": [{"label": "STN", "method": {"name": "stn"}}, {"label": "Bayes", "method": {"name": "bayes"}}],
   "seeds": [1, 2, 3], "budget": {"unit": "epochs", "amount": 300}}

Examples:
  selftune study against-bayes.json
  selftune study 2
`;

interface Asked {
  readonly home: string;
  readonly view: StudyView;
  readonly terminal: Terminal;
  readonly atOnce: number;
}

async function goOn(study: StudyId, { home, view, terminal, atOnce }: Asked): Promise<ExitCode> {
  // Asked first: a home or a study that is not there must not come into being by being carried on.
  const { row } = await readStudy(home, study);
  const host = createHost({ home, observer: view.observe, ownQueue: { isPaused: false, atOnce } });
  try {
    if (row.state !== 'running' && row.state !== 'finished') host.studies.continue(study);
    host.takeUpStudy(study);
  } catch (thrown) {
    await host.shutdown();
    throw thrown;
  }
  return watchStudy({ host, study, view, terminal });
}

async function begin(file: string, { home, view, terminal, atOnce }: Asked): Promise<ExitCode> {
  const written = await readConfigFile(file);
  const prepared = await prepareStudy({ written, changes: [], directory: dirname(file), home });
  for (const text of [...prepared.dataset.card.warnings, ...prepared.notes]) view.say(text);
  const ownQueue = { isPaused: false, atOnce };
  const { host, study } = await startStudy(prepared, { home, observer: view.observe, ownQueue });
  return watchStudy({ host, study, view, terminal });
}

/** Starts or carries on a study and stays with it to its end. */
export const studyCommand: Command = {
  name: 'study',
  summary: 'Compare methods: start a study from a file, or go on with one',
  help,
  run: async (args, terminal) => {
    const { values, positionals } = parseArguments('study', args, {
      'at-once': { type: 'string' },
      json: { type: 'boolean' },
    });
    const named = onlyArgument('study', positionals, "a study's file or number");
    const asked = {
      home: homeFrom(values.home, terminal),
      view: createStudyView(terminal, values.json === true ? 'json' : 'words'),
      terminal,
      atOnce: parseAtOnce(values['at-once']),
    };
    if (/^\d+$/.test(named)) return goOn(studyIdFrom(named), asked);
    const file = resolve(terminal.directory, named);
    if (!named.includes('.')) {
      throw new AppError(
        'cli/bad-argument',
        `"${named}" is neither a study's number nor its file, such as study.json.`,
      );
    }
    return begin(file, asked);
  },
};
