// Runs that begin with what another one ended with.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importSample } from '../../src-main/data/samples.ts';
import { datasetDirectory } from '../../src-main/data/storage.ts';
import { joinSchedules } from '../../src-main/schedules/join.ts';
import { readLatest } from '../../src-main/trainer/checkpoint-files.ts';
import { createControl } from '../../src-main/trainer/control.ts';
import { trainSession } from '../../src-main/trainer/session.ts';
import { type RunConfigInput, runConfigSchema } from '../../src-shared/domain/run-config.ts';
import { type TrainerMessage, trainerProtocol } from '../../src-shared/trainer-protocol/messages.ts';

const home = mkdtempSync(join(tmpdir(), 'selftune-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const datasets = join(home, 'datasets');
const { card } = await importSample('iris', datasets);

type Changes = Partial<Pick<RunConfigInput, 'training' | 'model' | 'method' | 'hyperparameters' | 'origin'>>;

/** 105 training rows in batches of 35: three batches an epoch. */
function configOf(epochs: number, { training, ...changes }: Changes = {}) {
  return runConfigSchema.parse({
    data: { dataset: card.id },
    model: { kind: 'mlp', hidden: [{ width: 4 }] },
    hyperparameters: { 'input.dropout': { mode: 'fixed', value: 0.1 } },
    method: { name: 'fixed' },
    engine: { name: 'onnx', device: 'cpu', threads: 1 },
    logging: { everySteps: 1, checkpointSeconds: 1e6 },
    ...changes,
    training: { epochs, batchSize: 35, optimizer: { name: 'adam', learningRate: 0.01 }, ...training },
  });
}

const folder = (name: string) => join(home, name);

async function trained(
  name: string,
  config: ReturnType<typeof configOf>,
  from: { origin?: string; isResume?: true } = {},
) {
  const sent: TrainerMessage[] = [];
  const control = createControl();
  await trainSession(
    {
      type: 'train',
      protocol: trainerProtocol,
      config,
      datasetDirectory: datasetDirectory(datasets, card.id),
      runDirectory: folder(name),
      isResume: from.isResume ?? false,
      ...(from.origin === undefined ? {} : { originDirectory: folder(from.origin) }),
    },
    control,
    (message) => sent.push(message),
  );
  const points = sent.flatMap((message) => (message.type === 'points' ? message.series : []));
  const last = await readLatest(folder(name));
  return {
    sent,
    tensors: last?.tensors ?? {},
    loop: last?.loop,
    values: (series: string) => points.filter((one) => one.series === series).flatMap(({ values }) => values),
    steps: points.filter((one) => one.series === 'loss/train-step').flatMap(({ steps }) => steps),
  };
}

const origin = 1 as NonNullable<RunConfigInput['origin']>;

let first: Awaited<ReturnType<typeof trained>>;
beforeAll(async () => {
  first = await trained('first', configOf(2));
});

describe('a run with an origin', () => {
  it('and the same values ends with the weights of one run of both lengths, bit for bit', async () => {
    const whole = await trained('whole', configOf(5));
    const second = await trained('second', configOf(2, { origin }), { origin: 'first' });
    const third = await trained('third', configOf(1, { origin }), { origin: 'second' });
    expect(third.tensors).toEqual(whole.tensors);
    const losses = [first, second, third].flatMap(({ values }) => values('loss/train-step'));
    expect(losses).toEqual(whole.values('loss/train-step'));
    expect(third.steps).toEqual([1, 2, 3]);
    expect(third.loop).toMatchObject({ step: 3, epochsDone: 1, before: { steps: 12, epochs: 4 } });
  });

  it('and other values is what a replay of both does in one run, bit for bit', async () => {
    const at = (dropout: number) => ({ 'input.dropout': { mode: 'fixed', value: dropout } }) as const;
    await trained('held', configOf(2, { hyperparameters: at(0.1) }));
    const moved = await trained('moved', configOf(3, { origin, hyperparameters: at(0.6) }), { origin: 'held' });
    const segments = [
      { epochs: 2, values: { 'input.dropout': 0.1 } },
      { epochs: 3, values: { 'input.dropout': 0.6 } },
    ];
    const method = { name: 'replay', schedule: joinSchedules(segments, 'both') } as const;
    const hyperparameters = { 'input.dropout': { mode: 'tuned' } } as const;
    const replayed = await trained('replayed', configOf(5, { method, hyperparameters }));
    expect(replayed.tensors).toEqual(moved.tensors);
  });

  it('says where it begins', async () => {
    const { sent } = await trained('said', configOf(1, { origin }), { origin: 'first' });
    expect(sent.filter(({ type }) => type === 'event')).toContainEqual({
      type: 'event',
      step: 0,
      epoch: 0,
      kind: 'origin',
      text: 'Begins with the weights of run 1, trained for 6 steps in 2 epochs so far.',
    });
  });

  it('holds its own values', async () => {
    const hyperparameters = { 'input.dropout': { mode: 'fixed', value: 0.4 } } as const;
    const { tensors } = await trained('own', configOf(1, { origin, hyperparameters }), { origin: 'first' });
    expect(tensors['held/input.dropout']).toEqual(Float32Array.of(0.4));
  });

  it('resumes from its own checkpoint, whatever became of its origin', async () => {
    const whole = await trained('unbroken', configOf(3, { origin }), { origin: 'first' });
    await trained('broken', configOf(1, { origin }), { origin: 'first' });
    const resumed = await trained('broken', configOf(3, { origin }), { origin: 'nowhere', isResume: true });
    expect(resumed.steps).toEqual([4, 5, 6, 7, 8, 9]);
    expect(resumed.tensors).toEqual(whole.tensors);
  });

  it('tunes from its own start, with the weights and the response of its origin', async () => {
    const hyperparameters = (start: number) => ({ 'input.dropout': { mode: 'tuned', start } }) as const;
    const method = { name: 'stn', warmUpEpochs: 0 } as const;
    await trained('tuned', configOf(2, { method, hyperparameters: hyperparameters(0.05) }));
    const config = configOf(2, { method, hyperparameters: hyperparameters(0.5), origin });
    const { values } = await trained('retuned', config, { origin: 'tuned' });
    expect(values('hyperparameter/input.dropout')[0]).toBeCloseTo(0.5, 5);
  });
});

describe('refused is an origin', () => {
  it('without a checkpoint', async () => {
    const error = expect.objectContaining({ code: 'trainer/origin-gone' });
    await expect(trained('none', configOf(1, { origin }), { origin: 'nowhere' })).rejects.toEqual(error);
    await expect(trained('none', configOf(1, { origin }))).rejects.toEqual(error);
    await trained('removed', configOf(1));
    rmSync(folder('removed'), { recursive: true });
    await expect(trained('none', configOf(1, { origin }), { origin: 'removed' })).rejects.toEqual(error);
  });

  it.each<[string, Changes, string]>([
    ['wider', { model: { kind: 'mlp', hidden: [{ width: 5 }] } }, 'is 4 by 4, and here it is 4 by 5'],
    ['shallower', { model: { kind: 'mlp', hidden: [] } }, 'which there is not here'],
    ['deeper', { model: { kind: 'mlp', hidden: [{ width: 4 }, { width: 3 }] } }, 'it has no tensor "dense2/'],
    [
      'otherwise optimised',
      { training: { optimizer: { name: 'sgd', learningRate: 0.1, momentum: 0.5 } } },
      '"momentum/',
    ],
  ])('of another network than this one, which is %s', async (name, changes, words) => {
    const run = trained(name, configOf(1, { ...changes, origin }), { origin: 'first' });
    await expect(run).rejects.toMatchObject({ code: 'train/unlike-origin', message: expect.stringContaining(words) });
  });
});
