// `selftune compare`: runs and studies side by side, as a table for people, papers and programs.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { type StudyId, studyIdSchema } from '../../../src-shared/domain/study.ts';
import { verdictText } from '../../../src-shared/stats/verdict-words.ts';
import { meaningOfWidths, plainCell, type ResultTable } from '../../../src-shared/tables/result-table.ts';
import { tableToCsv } from '../../../src-shared/tables/table-csv.ts';
import { tableToLatex } from '../../../src-shared/tables/table-latex.ts';
import { tableToMarkdown } from '../../../src-shared/tables/table-markdown.ts';
import { readRunTable, readStudy } from '../../host/study-reader.ts';
import { homeFrom, oneOf, parseArguments, runIdFrom } from '../arguments.ts';
import type { Command } from '../command.ts';
import { type ComparedGroup, comparisonTable, comparisonVerdicts, groupsOfRuns, groupsOfStudy } from '../comparison.ts';
import { alignColumns } from '../numbers.ts';
import { verdictObject } from '../study-conclusion.ts';

const options = {
  method: { type: 'string', multiple: true },
  at: { type: 'string' },
  format: { type: 'string' },
  json: { type: 'boolean' },
} as const;

const help = `selftune compare <run | study:NUMBER>... [options]

Puts runs and studies side by side. Runs that differ in their seed alone are one experiment, with mean and standard
deviation over the seeds; of a study each arm is one, with the best trial of each seed. Scores are of the validation
rows; those of the sealed test rows stand beside them only where they were opened, with the date.
Each experiment is then held against the first, seed by seed.

  --method NAME     Only experiments of this method; may be repeated
  --at best|last    Scores at the epoch with the lowest validation loss (unless given), or at the last
  --format FORMAT   csv, latex (booktabs) or markdown, to standard output
  --json            One JSON object
  --home DIR        Folder of the database, data sets and runs

Examples:
  selftune compare 3 4 5 9 10 11
  selftune compare study:2 --format latex > table.tex
`;

const formats = { csv: tableToCsv, latex: tableToLatex, markdown: tableToMarkdown } as const;
const studyPrefix = 'study:';

/** The study's number in `study:2`. @throws AppError `cli/bad-argument` */
export function studyIdFrom(text: string): StudyId {
  const parsed = studyIdSchema.safeParse(/^\d{1,15}$/.test(text) ? Number(text) : Number.NaN);
  if (parsed.success) return parsed.data;
  throw new AppError('cli/bad-argument', `"${text}" is no study's number. List the studies with: selftune studies`);
}

async function groupsFrom(home: string, names: readonly string[]): Promise<ComparedGroup[]> {
  const studies = names
    .filter((name) => name.startsWith(studyPrefix))
    .map((name) => studyIdFrom(name.slice(studyPrefix.length)));
  const runs = names.filter((name) => !name.startsWith(studyPrefix)).map(runIdFrom);
  const table = new Map(readRunTable(home).map((row) => [row.id, row]));
  const rows = runs.map((run) => {
    const row = table.get(run);
    if (row === undefined) throw new AppError('store/unknown-run', `There is no run ${run} in this home.`);
    return row;
  });
  const ofStudies = [];
  for (const study of studies) ofStudies.push(...groupsOfStudy(await readStudy(home, study), table));
  return [...groupsOfRuns(rows), ...ofStudies];
}

function tableLines(table: ResultTable): string[] {
  const widths = meaningOfWidths(table);
  const cells = table.rows.map((row) => row.map((cell) => plainCell(cell)));
  return [
    `${table.caption}.`,
    ...alignColumns([table.columns.map(({ head }) => head), ...cells]),
    ...(widths === null ? [] : [widths]),
    ...table.notes,
  ];
}

/** Compares runs and studies of a home. */
export const compareCommand: Command = {
  name: 'compare',
  summary: 'Put runs and studies side by side',
  help,
  run: async (args, terminal) => {
    const { values, positionals } = parseArguments('compare', args, options);
    if (positionals.length === 0) {
      throw new AppError('cli/bad-argument', 'Nothing was named; "selftune compare" expects runs, or study:NUMBER.');
    }
    const at = oneOf('at', ['best', 'last'], values.at ?? 'best');
    const all = await groupsFrom(homeFrom(values.home, terminal), positionals);
    const groups = all.filter(({ method }) => values.method === undefined || values.method.includes(method));
    if (groups.length === 0) {
      const methods = [...new Set(all.map(({ method }) => method))].join(', ');
      throw new AppError(
        'cli/bad-option',
        `None of them is of the method "${values.method?.join(', ')}". There are: ${methods}.`,
      );
    }
    const table = comparisonTable(groups, `${positionals.length === 1 ? 'Results' : 'Comparison'}`, at);
    const verdicts = comparisonVerdicts(groups, at);
    if (values.json === true) {
      const experiments = groups.map(({ label, method, rows }) => ({ label, method, runs: rows.map(({ id }) => id) }));
      terminal.data(
        `${JSON.stringify({ type: 'comparison', experiments, table, verdicts: verdicts.map(verdictObject) })}\n`,
      );
    } else if (values.format !== undefined) {
      const format = oneOf('format', ['csv', 'latex', 'markdown'], values.format);
      terminal.data(formats[format](table));
    } else {
      for (const text of [...tableLines(table), ...verdicts.map((one) => verdictText(one))]) terminal.line(text);
    }
    return 0;
  },
};
