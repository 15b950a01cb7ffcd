// `npm run bench -- tunes [--only a|b|c]`: whether hyperparameters find their values, on the product's own path. Exit code 1 when a claim
// does not hold. docs/results.md keeps the last tables.
import { parseArgs } from 'node:util';
import { fashionMnist, referenceRows } from './tunes/fashion.ts';
import { referenceTask } from './tunes/reference-task.ts';
import { smallTables } from './tunes/small-tables.ts';
import { startingValues } from './tunes/starts.ts';
import { type Report, reportText } from './tunes/table.ts';

const { values } = parseArgs({
  options: { only: { type: 'string' }, response: { type: 'string', default: 'centred' } },
});
const response = values.response === 'published' ? 'published' : 'centred';
const parts: Readonly<Record<string, () => Promise<Report>>> = {
  a: async () => referenceTask(await fashionMnist(referenceRows)),
  b: smallTables,
  c: async () => startingValues(await fashionMnist(referenceRows), response),
};

for (const [name, part] of Object.entries(parts)) {
  if (values.only !== undefined && !values.only.includes(name)) continue;
  const report = await part();
  process.stdout.write(reportText(report));
  if (report.verdicts.some(({ holds }) => !holds)) process.exitCode = 1;
}
