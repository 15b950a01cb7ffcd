import { expect, it } from 'vitest';
import { createReferenceEngine } from '../../src-main/engine/reference.ts';
import {
  batchSize,
  drive,
  eventsOf,
  seriesOf,
  smallConfig,
  smallInputs,
  trainRows,
} from '../support/small-training.ts';
import { spyEngine } from '../support/spy-engine.ts';

const method = { name: 'stn', warmUpEpochs: 3 } as const;

it('warm-up steps run the training program with fresh noise, and the hyperparameters stand still', async () => {
  const spy = spyEngine(createReferenceEngine());
  const run = await drive({ engine: spy.engine, config: smallConfig({ method, training: { epochs: 4 } }) });
  const steps = spy.runs.filter(({ program }) => program !== 'evaluate');
  // Nine warm-up steps, then two training steps, a hyperparameter step, and the last training step.
  expect(steps.map(({ program }) => program)).toEqual([...Array<string>(11).fill('train'), 'hyper', 'train']);
  for (const noise of ['input.dropout', 'dense1.dropout', 'perturbation']) {
    const drawn = steps.slice(0, 9).map(({ feeds }) => String(feeds[noise]));
    expect(new Set(drawn).size).toBe(9);
  }
  const values = seriesOf(run, 'hyperparameter/input.dropout');
  expect(new Set(values.filter(([step]) => step <= 11).map(([, value]) => value)).size).toBe(1);
  expect(values.at(-1)?.[1]).not.toBe(values[0]?.[1]);
  expect(eventsOf(run, 'event').map(({ step, kind }) => [step, kind])).toEqual([[9, 'warm-up']]);
});

it('the training loss is under dropout in every warm-up epoch, not in the first alone', async () => {
  // All rows in one batch and weights that cannot move: without dropout each step has the same loss.
  const still = { batchSize: trainRows, epochs: 3, optimizer: { name: 'sgd', learningRate: 1e-30 } } as const;
  const lossesUnder = async (value: number) => {
    const hyperparameters = { 'input.dropout': { mode: 'fixed', value }, 'output.l2': { mode: 'tuned' } } as const;
    const config = smallConfig({ method, hyperparameters, training: still });
    return seriesOf(await drive({ engine: createReferenceEngine(), config }), 'loss/train-step').map(
      ([, loss]) => loss,
    );
  };
  const [calm = Number.NaN, ...others] = await lossesUnder(0);
  expect(others).toHaveLength(2);
  for (const loss of others) expect(loss).toBeCloseTo(calm, 6);
  const dropped = await lossesUnder(0.8);
  expect(new Set(dropped.map((loss) => loss.toFixed(3))).size).toBe(3);
});

it('rows left over by the batches of an epoch are dropped, others in each epoch', async () => {
  const spy = spyEngine(createReferenceEngine());
  await drive({ engine: spy.engine, config: smallConfig({ method, training: { epochs: 2 } }) });
  const seen = spy.runs
    .filter(({ program }) => program === 'train')
    .map(({ feeds }) => feeds.x?.filter((_, index) => index % smallInputs === 0) ?? []);
  expect(seen.map((rows) => rows.length)).toEqual(Array<number>(6).fill(batchSize));
  const epochs = [seen.slice(0, 3).flat(), seen.slice(3).flat()].map((rows) => new Set(rows));
  // 50 rows, 3 batches of 16: each epoch sees 48 different ones, not the same 48.
  expect(epochs.map((rows) => rows.size)).toEqual([48, 48]);
  expect(epochs[1]).not.toEqual(epochs[0]);
});
