// `selftune test`: opens the sealed test set of a run, on record.
import { createHost, type TestReport } from '../../host/host.ts';
import { readHome } from '../../host/reader.ts';
import { homeFrom, onlyArgument, parseArguments, runIdFrom } from '../arguments.ts';
import type { Command } from '../command.ts';
import { formatNumber, formatTime } from '../numbers.ts';
import { formatMetric } from '../summary.ts';

const help = `selftune test <run> [options]

Scores the best state of a run on its sealed test rows. The opening is recorded with its date and cannot be undone;
asked again, the scores on record are shown.

  --json        One JSON object
  --home DIR    Folder of the database, data sets and runs

Example:
  selftune test 3
`;

function lines({ run, scores, scoredAt, firstOpenedAt, openings, isNew }: TestReport): string[] {
  const metrics = Object.entries(scores.metrics).map(([name, value]) => formatMetric(name, value));
  const noun = 'perplexity' in scores.metrics ? 'tokens' : 'rows';
  return [
    isNew
      ? `The test set of run ${run} was opened on ${formatTime(scoredAt)}.`
      : `The test set of run ${run} has been open since ${formatTime(firstOpenedAt)}; these are the scores of ${formatTime(scoredAt)}.`,
    ...(isNew && openings > 1
      ? [`It was first opened on ${formatTime(firstOpenedAt)}, so this is no first look at it.`]
      : []),
    `${[`Test loss ${formatNumber(scores.loss)}`, ...metrics].join(', ')} (${scores.rows.toLocaleString('en-US')} ${noun}).`,
  ];
}

function asObject({ run, scores, scoredAt, firstOpenedAt, openings, isNew }: TestReport) {
  return {
    type: 'test',
    runId: run,
    ...scores,
    scoredAt: new Date(scoredAt).toISOString(),
    firstOpenedAt: new Date(firstOpenedAt).toISOString(),
    openings,
    isNew,
  };
}

/** Opens the test set of a run. */
export const testCommand: Command = {
  name: 'test',
  summary: 'Open the sealed test set of a run and score it',
  help,
  run: async (args, terminal) => {
    const { values, positionals } = parseArguments('test', args, { json: { type: 'boolean' } });
    const run = runIdFrom(onlyArgument('test', positionals, 'a run number'));
    const home = homeFrom(values.home, terminal);
    readHome(home, (reader) => reader.run(run));
    const host = createHost({ home });
    try {
      const report = await host.test(run);
      if (values.json === true) terminal.data(`${JSON.stringify(asObject(report))}\n`);
      else for (const text of lines(report)) terminal.line(text);
      return 0;
    } finally {
      await host.shutdown();
    }
  },
};
