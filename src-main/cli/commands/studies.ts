// `selftune studies`: the list of studies.
import type { StudyDetails } from '../../../src-shared/contract/studies.ts';
import { readStudies } from '../../host/study-reader.ts';
import { homeFrom, noArguments, parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { alignColumns, formatNumber, formatTime } from '../numbers.ts';
import { budgetWords } from '../study-summary.ts';

const help = `selftune studies [options]

Lists the studies of the home, newest first.

  --json        One JSON object a line
  --home DIR    Folder of the database, data sets and runs
`;

const heading = ['study', 'state', 'purpose', 'name', 'created', 'budget', 'seeds', 'best validation loss of each arm'];

function row({ row: study }: StudyDetails): string[] {
  const bests = study.arms.map(({ label, best, spent }) => {
    const found = best.filter(Number.isFinite);
    const lowest = found.length === 0 ? 'none yet' : formatNumber(Math.min(...found));
    return `${label} ${lowest}${study.state === 'finished' ? '' : ` (${Math.round(100 * spent)} %)`}`;
  });
  return [
    String(study.id),
    study.state,
    study.purpose,
    study.name,
    formatTime(study.createdAt),
    budgetWords(study.budget),
    String(study.seeds.length),
    bests.join(', '),
  ];
}

/** Lists the studies of a home. */
export const studiesCommand: Command = {
  name: 'studies',
  summary: 'List the studies',
  help,
  run: async (args, terminal) => {
    const { values, positionals } = parseArguments('studies', args, { json: { type: 'boolean' } });
    noArguments('studies', positionals);
    const studies = await readStudies(homeFrom(values.home, terminal));
    if (values.json === true) {
      for (const study of studies) terminal.data(`${JSON.stringify({ type: 'study', ...study.row })}\n`);
    } else if (studies.length === 0) {
      terminal.line('There are no studies yet. Start one with: selftune run --sample iris --method random');
    } else for (const text of alignColumns([heading, ...studies.map(row)])) terminal.line(text);
    return 0;
  },
};
