// `selftune data list`: the data sets of the home.
import { listHomeDatasets } from '../../host/reader.ts';
import { homeFrom, noArguments, parseArguments } from '../arguments.ts';
import { cardRow } from '../card-lines.ts';
import type { Command } from '../command.ts';
import { alignColumns } from '../numbers.ts';

const help = `selftune data list [options]

Lists the data sets of the home.

  --json        One data card a line
  --home DIR    Folder of the database, data sets and runs
`;

/** Lists the data sets of a home. */
export const dataListCommand: Command = {
  name: 'data list',
  summary: 'List the data sets',
  help,
  run: async (args, terminal) => {
    const { values, positionals } = parseArguments('data list', args, { json: { type: 'boolean' } });
    noArguments('data list', positionals);
    const { cards, unreadable } = await listHomeDatasets(homeFrom(values.home, terminal));
    if (values.json === true) {
      for (const card of cards) terminal.data(`${JSON.stringify({ type: 'dataset', ...card })}\n`);
    } else if (cards.length === 0) {
      terminal.line('There are no data sets yet. Import one with: selftune data import FILE');
    } else {
      for (const text of alignColumns([['id', 'name', 'task', 'target', 'size'], ...cards.map(cardRow)])) {
        terminal.line(text);
      }
    }
    for (const { reason } of unreadable) terminal.error(reason);
    return 0;
  },
};
