// `npm run bench -- tunes-images`: whether a self-tuning CNN beats its own start and no regularisation on Fashion-MNIST, on the product's
// own path. Exit code 1 when a claim does not hold. docs/results.md keeps the last table.
import { tunesImages } from './tunes/images.ts';
import { reportText } from './tunes/table.ts';

const report = await tunesImages((line) => process.stderr.write(`${line}\n`));
process.stdout.write(reportText(report));
if (report.verdicts.some(({ holds }) => !holds)) process.exitCode = 1;
