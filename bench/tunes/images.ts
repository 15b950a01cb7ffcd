// Self-tuning on images: whether tuned dropouts, cutout and shift beat their own start and no regularisation at all.
import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { imageArms, imageEpochs, imageRows, imageStarts } from './image-arms.ts';
import { mean, type Report, spread, table, type Verdict } from './table.ts';
import type { Outcome } from './train-once.ts';

/** Never used while settings were being chosen. */
const seeds = [101, 102, 103];

type Figures = Omit<Outcome, 'last'>;

interface Arm {
  readonly name: string;
  /** Null where the loss stopped being finite. */
  readonly outcomes: readonly (Figures | null)[];
}

/** Claimed is the best epoch, whose state the product restores: at any one epoch the loss is off by the noise of the last few steps. */
const measures = [
  { name: 'validation loss, best epoch', isClaimed: true, of: (outcome: Figures) => outcome.bestValidationLoss },
  { name: 'validation loss, last epoch', isClaimed: false, of: (outcome: Figures) => outcome.validationLoss },
  { name: 'test loss, best epoch', isClaimed: true, of: (outcome: Figures) => outcome.bestTestLoss },
  { name: 'test loss, last epoch', isClaimed: false, of: (outcome: Figures) => outcome.testLoss },
] as const;
type Measure = (typeof measures)[number];

const losses = ({ outcomes }: Arm, { of }: Measure): readonly number[] =>
  outcomes.map((outcome) => (outcome === null ? Number.NaN : of(outcome)));

/** Trains every arm with every seed, as many at once as there are cores, and compares. @param seen called after each training */
export async function tunesImages(seen: (line: string) => void): Promise<Report> {
  const trainings = Object.entries(imageArms).flatMap(([key, { name }]) => seeds.map((seed) => ({ key, name, seed })));
  const waiting = [...trainings];
  const figures = new Map<(typeof trainings)[number], Figures | null>();
  const worker = async (): Promise<void> => {
    for (let training = waiting.shift(); training !== undefined; training = waiting.shift()) {
      const outcome = await trainAlone(training.key, training.seed);
      figures.set(training, outcome);
      const end = outcome === null ? 'diverged' : `${outcome.seconds.toFixed(0)} s`;
      seen(`${training.name}, seed ${training.seed}: ${end}`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  const arms = Object.entries(imageArms).map(
    ([key, { name }]): Arm => ({
      name,
      outcomes: trainings.filter((training) => training.key === key).map((one) => figures.get(one) ?? null),
    }),
  );
  const [tuned, ...others] = arms;
  if (tuned === undefined) throw new Error('There is no arm.');
  return {
    title: `Images: Fashion-MNIST, ${imageRows.train} training rows, small CNN, ${imageEpochs} epochs`,
    table: [
      table(
        ['method', ...measures.map(({ name }) => name)],
        arms.map((arm) => [arm.name, ...measures.map((measure) => spread(losses(arm, measure)))]),
      ),
      table(
        ['lower by, in pairs of one seed', ...others.map(({ name }) => name)],
        measures.map((measure) => [measure.name, ...others.map((other) => inPairs(gains(tuned, other, measure)))]),
      ),
      valuesTable(tuned),
    ].join('\n\n'),
    verdicts: others.flatMap((other) =>
      measures.filter(({ isClaimed }) => isClaimed).map((measure) => comparison(tuned, other, measure)),
    ),
  };
}

/** Each training has one thread and a process of its own. */
async function trainAlone(arm: string, seed: number): Promise<Figures | null> {
  const script = new URL('image-run.ts', import.meta.url).pathname;
  const { stdout } = await promisify(execFile)(process.execPath, [script, arm, String(seed)]);
  return JSON.parse(stdout) as Figures | null;
}

function valuesTable({ outcomes }: Arm): string {
  const finished = outcomes.filter((outcome) => outcome !== null);
  return table(
    ['hyperparameter', 'start', 'end'],
    Object.entries(imageStarts).map(([name, start], index) => [
      name,
      String(start),
      spread(
        finished.map(({ hyperparameters }) => hyperparameters[index] ?? Number.NaN),
        2,
      ),
    ]),
  );
}

/** What tuning is ahead by, seed by seed. */
function gains(tuned: Arm, other: Arm, measure: Measure): readonly number[] {
  const theirs = losses(other, measure);
  return losses(tuned, measure).map((loss, index) => (theirs[index] ?? Number.NaN) - loss);
}

const inPairs = (differences: readonly number[]): string =>
  `${spread(differences)}, in ${differences.filter((one) => one > 0).length} of ${differences.length}`;

function comparison(tuned: Arm, other: Arm, measure: Measure): Verdict {
  const differences = gains(tuned, other, measure);
  return {
    claim: `${measure.name}: the mean of the tuned runs is below that of "${other.name}"`,
    holds: mean(differences) > 0,
    seen: `lower by ${inPairs(differences)}`,
  };
}
