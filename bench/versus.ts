// `npm run bench -- versus --home FOLDER [--quick] [--only KEY] [--at-once N] [--figures FOLDER]`: self-tuning against searches at equal
// compute, on the product's own path: its studies, queue, trainers, store and exporters. What has ended in FOLDER is not run again; what
// was cut off goes on. Exit code 1 when a claim does not hold (not of --quick, which trains too little for that).
// docs/results.md keeps the last tables.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { reportText } from './tunes/table.ts';
import { versusFigure } from './versus/figure.ts';
import { openBenchHome } from './versus/follow.ts';
import { outcomeOf, reportOf } from './versus/outcome.ts';
import { problems, studyOf } from './versus/problems.ts';

const { values } = parseArgs({
  options: {
    home: { type: 'string' },
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    'at-once': { type: 'string', default: '2' },
    figures: { type: 'string' },
  },
});
if (values.home === undefined) {
  console.error('Name a folder for the home that is trained in: --home FOLDER.');
  process.exit(2);
}
const size = values.quick ? 'quick' : 'whole';
const chosen = problems.filter(({ key }) => values.only === undefined || key === values.only);
const home = await openBenchHome(values.home, Number(values['at-once']));
const figures = values.figures ?? join(values.home, 'figures');
await mkdir(figures, { recursive: true });
let allHold = true;
try {
  for (const problem of chosen) {
    const dataset = await problem.prepare(home.datasets);
    const study = await home.finish(studyOf(problem, dataset, size), (line) => process.stderr.write(`${line}\n`));
    const report = reportOf(await outcomeOf(problem, study, home.testLoss));
    await writeFile(join(figures, `versus-${problem.key}.svg`), versusFigure(problem.title, study));
    process.stdout.write(reportText(report));
    allHold &&= report.verdicts.every(({ holds }) => holds);
  }
} finally {
  await home.close();
}
if (!allHold && !values.quick) process.exitCode = 1;
