// `selftune queue`: what waits to be trained.
import { readQueue, readRunTable } from '../../host/study-reader.ts';
import { homeFrom, noArguments, parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { alignColumns, formatTime } from '../numbers.ts';

const help = `selftune queue [options]

Lists the runs that wait, next first, and how the queue is set. They begin while the app or "selftune serve" is open.

  --json        One JSON object
  --home DIR    Folder of the database, data sets and runs
`;

/** Lists what waits in a home. */
export const queueCommand: Command = {
  name: 'queue',
  summary: 'List the runs that wait',
  help,
  run: async (args, terminal) => {
    const { values, positionals } = parseArguments('queue', args, { json: { type: 'boolean' } });
    noArguments('queue', positionals);
    const home = homeFrom(values.home, terminal);
    const queue = readQueue(home);
    if (values.json === true) {
      terminal.data(`${JSON.stringify({ type: 'queue', ...queue })}\n`);
      return 0;
    }
    const beside = queue.atOnce === 1 ? 'One run trains at a time' : `${queue.atOnce} runs train at the same time`;
    terminal.line(
      `${beside}.${queue.isPaused ? ' The queue is paused.' : ''}${queue.pausesOnFailure ? ' A run that fails pauses it.' : ''}`,
    );
    if (queue.waiting.length === 0) {
      terminal.line('Nothing waits.');
      return 0;
    }
    const rows = new Map(readRunTable(home).map((row) => [row.id, row]));
    const lines = queue.waiting.map(({ run, notBefore }) => {
      const row = rows.get(run);
      const place = row?.place ?? null;
      const study = place === null ? '' : `study ${place.study}`;
      return [
        String(run),
        row?.method ?? '',
        row?.name ?? '',
        study,
        notBefore === null ? '' : `not before ${formatTime(notBefore)}`,
      ];
    });
    for (const text of alignColumns([['run', 'method', 'name', 'study', ''], ...lines])) terminal.line(text);
    return 0;
  },
};
