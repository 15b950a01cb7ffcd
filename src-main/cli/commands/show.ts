// `selftune show`: everything about one run.
import { outputKind, textSampleKind } from '../../../src-shared/domain/event-kinds.ts';
import type { RunId } from '../../../src-shared/domain/ids.ts';
import { type RunReader, readHome } from '../../host/reader.ts';
import { homeFrom, onlyArgument, parseArguments, runIdFrom } from '../arguments.ts';
import type { Command } from '../command.ts';
import { formatTime } from '../numbers.ts';
import { summaryLines } from '../summary.ts';

const help = `selftune show <run> [options]

Shows a run: how it went, its schedule's ends, what happened in it, and whether its test set was opened.

  --json        One JSON object with the config, the events and the logged series
  --home DIR    Folder of the database, data sets and runs

Example:
  selftune show 3
`;

function asObject(run: RunId, reader: RunReader) {
  const { id, ...details } = reader.run(run);
  return {
    type: 'run',
    runId: id,
    ...details,
    schedulePoints: reader.schedule(run).points.length,
    unsealings: reader.unsealings(run),
    events: reader.events(run),
    series: reader.series(run),
  };
}

function lines(run: RunId, reader: RunReader): string[] {
  const { name, config, datasetId, createdAt, engine } = reader.run(run);
  const openings = reader.unsealings(run);
  return [
    `${name === '' ? 'Unnamed' : name}: method ${config.method.name}, data set ${datasetId}, seed ${config.training.seed}, created ${formatTime(createdAt)}.`,
    ...(engine === null ? [] : [`Engine ${engine.name} on ${engine.device}. ${engine.verdict}`]),
    ...summaryLines(run, reader),
    openings[0] === undefined
      ? 'The test set is sealed.'
      : `The test set has been open since ${formatTime(openings[0].at)}; opened so far: ${openings.length}.`,
    'What happened:',
    ...reader
      .events(run)
      .filter(({ kind }) => kind !== outputKind && kind !== textSampleKind)
      .map(({ at, text }) => `  ${formatTime(at)}  ${text}`),
  ];
}

/** Shows one run. */
export const showCommand: Command = {
  name: 'show',
  summary: 'Show a run',
  help,
  run: async (args, terminal) => {
    const { values, positionals } = parseArguments('show', args, { json: { type: 'boolean' } });
    const run = runIdFrom(onlyArgument('show', positionals, 'a run number'));
    const home = homeFrom(values.home, terminal);
    if (values.json === true) {
      terminal.data(`${JSON.stringify(readHome(home, (reader) => asObject(run, reader)))}\n`);
    } else {
      for (const text of readHome(home, (reader) => lines(run, reader))) terminal.line(text);
    }
    return 0;
  },
};
