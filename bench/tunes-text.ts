// `npm run bench -- tunes-text --home FOLDER [--figure FILE] [--quick] [--at-once N] [--threads N]`: whether a self-tuning LSTM beats its
// own start on a text, and whether its output dropout ends in one place wherever it starts, on the product's own path. Exit code 1 when a
// claim does not hold; of --quick, which trains too little for that, when a training diverges. Finished trainings stay in FOLDER.
// docs/results.md keeps the last tables.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { reportText } from './tunes/table.ts';
import { outputDropoutFigure } from './tunes/text-figure.ts';
import { reportTexts, trainTexts } from './tunes/texts.ts';

const { values } = parseArgs({
  options: {
    home: { type: 'string' },
    figure: { type: 'string' },
    quick: { type: 'boolean', default: false },
    'at-once': { type: 'string', default: '2' },
    threads: { type: 'string', default: '1' },
  },
});
if (values.home === undefined) {
  console.error('Name a folder for the outcomes: --home FOLDER.');
  process.exit(2);
}
const size = values.quick ? 'quick' : 'whole';
const outcomes = await trainTexts({
  home: values.home,
  size,
  atOnce: Number(values['at-once']),
  threads: Number(values.threads),
  seen: (line) => process.stderr.write(`${line}\n`),
});
const figure = values.figure ?? join(values.home, 'output-dropout-starts.svg');
await mkdir(dirname(figure), { recursive: true });
await writeFile(figure, outputDropoutFigure(outcomes));
const report = reportTexts(outcomes, size);
const judged = values.quick ? report.verdicts.slice(0, 1) : report.verdicts;
process.stdout.write(reportText({ ...report, verdicts: judged }));
process.stdout.write(`The schedules are drawn in ${figure}.\n`);
if (judged.some(({ holds }) => !holds)) process.exitCode = 1;
