// `selftune runs`: the list of runs.
import { type RunListing, readHome } from '../../host/reader.ts';
import { homeFrom, noArguments, parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { alignColumns, formatNumber, formatTime } from '../numbers.ts';
import { formatMetric } from '../summary.ts';

const help = `selftune runs [options]

Lists the runs of the home, newest first, but for those in the trash.

  --trash       Those in the trash instead
  --json        One JSON object a line
  --home DIR    Folder of the database, data sets and runs
`;

const heading = ['run', 'state', 'method', 'name', 'created', 'epochs', 'best validation loss', 'metric there'];

function row({ id, state, method, name, createdAt, summary, metric }: RunListing): string[] {
  const best = summary?.best ?? null;
  return [
    String(id),
    state,
    method,
    name,
    formatTime(createdAt),
    summary === null ? '' : String(summary.epochs),
    best === null ? '' : `${formatNumber(best.validationLoss)} at epoch ${best.epoch}`,
    best === null || metric === '' ? '' : formatMetric(metric, best.validationMetric),
  ];
}

/** Lists the runs of a home. */
export const runsCommand: Command = {
  name: 'runs',
  summary: 'List the runs',
  help,
  run: async (args, terminal) => {
    const { values, positionals } = parseArguments('runs', args, {
      json: { type: 'boolean' },
      trash: { type: 'boolean' },
    });
    noArguments('runs', positionals);
    const isWanted = ({ trashedAt }: RunListing) => (trashedAt !== null) === (values.trash === true);
    const runs = readHome(homeFrom(values.home, terminal), (reader) => reader.runs()).filter(isWanted);
    if (values.json === true) {
      for (const { id, ...run } of runs) terminal.data(`${JSON.stringify({ type: 'run', runId: id, ...run })}\n`);
      return 0;
    }
    if (runs.length === 0 && values.trash === true) terminal.line('The trash is empty.');
    else if (runs.length === 0) terminal.line('There are no runs yet. Start one with: selftune run --sample digits');
    else for (const text of alignColumns([heading, ...runs.map(row)])) terminal.line(text);
    return 0;
  },
};
