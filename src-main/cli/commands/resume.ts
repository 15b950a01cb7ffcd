// `selftune resume`: goes on with a run that ended early.
import { createHost } from '../../host/host.ts';
import { readHome } from '../../host/reader.ts';
import { homeFrom, onlyArgument, parseArguments, runIdFrom } from '../arguments.ts';
import type { Command } from '../command.ts';
import { chooseView, watchRun } from '../watch-run.ts';

const help = `selftune resume <run> [options]

Continues a run that was stopped, interrupted or failed, from its last checkpoint, exactly as if it had never ended.

  --json        One JSON object a line; the last is the summary
  --home DIR    Folder of the database, data sets and runs

Example:
  selftune resume 3
`;

/** Continues a run from its last checkpoint to its end. */
export const resumeCommand: Command = {
  name: 'resume',
  summary: 'Continue a run that ended early',
  help,
  run: async (args, terminal) => {
    const { values, positionals } = parseArguments('resume', args, { json: { type: 'boolean' } });
    const home = homeFrom(values.home, terminal);
    const run = runIdFrom(onlyArgument('resume', positionals, 'a run number'));
    // Asked first: a home or a run that is not there must not come into being by being resumed.
    readHome(home, (reader) => reader.run(run));
    const view = chooseView(terminal, values.json === true ? 'json' : 'words');
    const host = createHost({ home, observer: view.observe, ownQueue: { isPaused: false } });
    try {
      host.resume(run);
    } catch (thrown) {
      await host.shutdown();
      throw thrown;
    }
    return watchRun({ host, run, view, terminal });
  },
};
