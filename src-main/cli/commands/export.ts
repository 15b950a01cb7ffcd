// `selftune export`: takes what a run found out of the home.
import { resolve } from 'node:path';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { scheduleFormats, scheduleText, writeSchedule } from '../../host/export-schedule.ts';
import { homeFrom, oneOf, onlyArgument, parseArguments, runIdFrom } from '../arguments.ts';
import type { Command } from '../command.ts';

const options = {
  what: { type: 'string' },
  format: { type: 'string' },
  output: { type: 'string', short: 'o' },
} as const;

const help = `selftune export <run> --what schedule [options]

Writes the schedule of a run: the value and the perturbation scale of every hyperparameter at every logged step.

  --what schedule        What to export
  --format csv | json    csv unless given; json adds units, ranges and the run's config
  -o, --output FILE      The file to write, whole or not at all; standard output unless given
  --home DIR             Folder of the database, data sets and runs

Examples:
  selftune export 3 --what schedule --format csv -o schedule.csv
  selftune export 3 --what schedule --format json > schedule.json
`;

/** Exports a run's schedule. */
export const exportCommand: Command = {
  name: 'export',
  summary: 'Write the schedule of a run as CSV or JSON',
  help,
  run: async (args, terminal) => {
    const { values, positionals } = parseArguments('export', args, options);
    const run = runIdFrom(onlyArgument('export', positionals, 'a run number'));
    if (values.what === undefined) {
      throw new AppError('cli/bad-option', 'What to export was not named; "selftune export" expects --what schedule.');
    }
    oneOf('what', ['schedule'], values.what);
    const format = oneOf('format', scheduleFormats, values.format ?? 'csv');
    const home = homeFrom(values.home, terminal);
    if (values.output === undefined) {
      terminal.data(await scheduleText(home, run, format));
      return 0;
    }
    const file = resolve(terminal.directory, values.output);
    await writeSchedule({ home, run, format, file });
    terminal.line(`The schedule of run ${run} was written to ${file}.`);
    return 0;
  },
};
