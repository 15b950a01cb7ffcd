// `selftune demo`: the whole way without a window. Trains on the sample of digits and writes the schedule it finds.

import { prepareRun } from '../../host/config/prepare-run.ts';
import { writeScheduleIntoHome } from '../../host/export-schedule.ts';
import { startRun } from '../../host/start-run.ts';
import { homeFrom, noArguments, parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { chooseView, watchRun } from '../watch-run.ts';

const sample = 'digits';

const help = `selftune demo [options]

Trains on the sample "${sample}" with the method stn and writes the schedule it finds as CSV into the home's exports.

  --home DIR    Folder of the database, data sets and runs
`;

/** Trains on a sample and writes its schedule. */
export const demoCommand: Command = {
  name: 'demo',
  summary: `Train on the sample ${sample} and write its schedule`,
  help,
  run: async (args, terminal) => {
    const { values, positionals } = parseArguments('demo', args, {});
    noArguments('demo', positionals);
    const home = homeFrom(values.home, terminal);
    const written = { data: { sample }, method: { name: 'stn' } };
    const prepared = await prepareRun({ written, changes: [], home, directory: terminal.directory });
    const view = chooseView(terminal, 'words');
    const { host, run } = await startRun(prepared, { home, observer: view.observe });
    const code = await watchRun({ host, run, view, terminal });
    if (code !== 0) return code;
    terminal.line(`The schedule was written to ${await writeScheduleIntoHome(home, run)}`);
    return 0;
  },
};
