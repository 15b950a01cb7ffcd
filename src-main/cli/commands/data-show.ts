// `selftune data show`: one data card.
import { readHomeCard } from '../../host/reader.ts';
import { homeFrom, onlyArgument, parseArguments } from '../arguments.ts';
import { cardLines } from '../card-lines.ts';
import type { Command } from '../command.ts';

const help = `selftune data show <id> [options]

Shows the card of a data set: its columns and roles, its classes, where it came from, and what to be careful about.

  --json        The data card as one JSON object
  --home DIR    Folder of the database, data sets and runs
`;

/** Shows a data card. */
export const dataShowCommand: Command = {
  name: 'data show',
  summary: 'Show the card of a data set',
  help,
  run: async (args, terminal) => {
    const { values, positionals } = parseArguments('data show', args, { json: { type: 'boolean' } });
    const id = onlyArgument('data show', positionals, 'the id of a data set');
    const card = await readHomeCard(homeFrom(values.home, terminal), id);
    if (values.json === true) terminal.data(`${JSON.stringify({ type: 'dataset', ...card })}\n`);
    else for (const text of cardLines(card)) terminal.line(text);
    return 0;
  },
};
