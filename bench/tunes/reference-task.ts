// (a) The reference experiment: Fashion-MNIST, 10 epochs, hyperparameter learning rate 3e-2, perturbation scale fixed at 0.5.
import type { PreparedData } from '../../src-main/data/prepare.ts';
import type { RunConfigInput } from '../../src-shared/domain/run-config.ts';
import { fashionConfig } from './fashion-config.ts';
import { deviation, mean, type Report, spread, table, type Verdict } from './table.ts';
import { type Outcome, trainOnce } from './train-once.ts';

/** Never used while the response's form was being chosen. */
const seeds = [101, 102, 103];
const heldDropouts = [0, 0.2, 0.4, 0.6];
const band = { lowest: 0.37, highest: 0.43 };
const risen = { lowest: 0.08, highest: 0.45 };

type Method = NonNullable<RunConfigInput['method']>;

const stn = (response: 'published' | 'centred'): Method => ({
  name: 'stn',
  response,
  hyperparameterLearningRate: 3e-2,
  warmUpEpochs: 1,
});

interface Arm {
  readonly name: string;
  readonly outcomes: readonly Outcome[];
}

async function runArm(name: string, data: PreparedData, arm: { dropout: number; method: Method }): Promise<Arm> {
  const outcomes: Outcome[] = [];
  for (const seed of seeds) {
    const outcome = await trainOnce(fashionConfig({ ...arm, epochs: 10, seed }), data);
    if (outcome !== null) outcomes.push(outcome);
  }
  return { name, outcomes };
}

const losses = ({ outcomes }: Arm): readonly number[] => outcomes.map(({ testLoss }) => testLoss);

/** Trains all arms and compares them. */
export async function referenceTask(data: PreparedData): Promise<Report> {
  const published = await runArm('stn, published', data, { dropout: 0.05, method: stn('published') });
  const centred = await runArm('stn, centred', data, { dropout: 0.05, method: stn('centred') });
  const held: Arm[] = [];
  for (const dropout of heldDropouts) {
    held.push(await runArm(`fixed ${dropout}`, data, { dropout, method: { name: 'fixed' } }));
  }
  return {
    title: '(a) Fashion-MNIST as in the reference experiment: 10 epochs, last epoch, sealed test rows',
    table: table(
      ['method', 'test loss', 'test loss of the best epoch', 'dropout input / 1 / 2', 's a run'],
      [published, centred, ...held].map((arm) => [
        arm.name,
        spread(losses(arm)),
        spread(arm.outcomes.map(({ bestTestLoss }) => bestTestLoss)),
        meanValues(arm)
          .map((value) => value.toFixed(2))
          .join(' / ') || '–',
        mean(arm.outcomes.map(({ seconds }) => seconds)).toFixed(1),
      ]),
    ),
    verdicts: [published, centred].flatMap((arm) => verdictsOf(arm, held)),
  };
}

function meanValues({ outcomes }: Arm): readonly number[] {
  const [first] = outcomes;
  return (first?.hyperparameters ?? []).map((_, index) =>
    mean(outcomes.map(({ hyperparameters }) => hyperparameters[index] ?? Number.NaN)),
  );
}

function verdictsOf(arm: Arm, held: readonly Arm[]): readonly Verdict[] {
  const loss = mean(losses(arm));
  const best = held.reduce((low, other) => (mean(losses(other)) < mean(losses(low)) ? other : low));
  const limit = mean(losses(best)) + Math.max(deviation(losses(best)), deviation(losses(arm)));
  const values = meanValues(arm);
  return [
    {
      claim: `${arm.name}: mean test loss inside ${band.lowest}–${band.highest}`,
      holds: loss >= band.lowest && loss <= band.highest,
      seen: loss.toFixed(3),
    },
    {
      claim: `${arm.name}: below every fixed dropout, or within one standard deviation of the best`,
      holds: loss <= limit,
      seen: `${loss.toFixed(3)}; best is ${best.name} with ${spread(losses(best))}`,
    },
    {
      claim: `${arm.name}: all dropouts risen from 0.05 into ${risen.lowest}–${risen.highest} (means over seeds)`,
      holds: values.every((value) => value >= risen.lowest && value <= risen.highest),
      seen: values.map((value) => value.toFixed(2)).join(', '),
    },
  ];
}
