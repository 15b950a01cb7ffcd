import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importSample } from '../../src-main/data/samples.ts';
import { datasetDirectory } from '../../src-main/data/storage.ts';
import { createControl } from '../../src-main/trainer/control.ts';
import { testSession, trainSession } from '../../src-main/trainer/session.ts';
import { type RunConfigInput, runConfigSchema } from '../../src-shared/domain/run-config.ts';
import {
  type TrainerMessage,
  trainerMessageSchema,
  trainerProtocol,
} from '../../src-shared/trainer-protocol/messages.ts';
import { temporaryHome } from '../support/temporary-home.ts';

/** 105 training rows in batches of 35: three batches an epoch. */
async function irisRun(changes: Partial<Pick<RunConfigInput, 'training' | 'logging'>> = {}) {
  const home = temporaryHome();
  const { card } = await importSample('iris', join(home, 'datasets'));
  const config = runConfigSchema.parse({
    data: { dataset: card.id },
    model: { kind: 'mlp', hidden: [{ width: 4 }] },
    hyperparameters: {
      'input.dropout': { mode: 'tuned' },
      'output.l2': { mode: 'fixed', value: 0.001 },
    },
    engine: { name: 'onnx', device: 'cpu', threads: 1 },
    logging: { everySteps: 1, checkpointSeconds: 1e6 },
    ...changes,
    training: { epochs: 3, batchSize: 35, ...changes.training },
  });
  return {
    protocol: trainerProtocol,
    config,
    datasetDirectory: datasetDirectory(join(home, 'datasets'), card.id),
    runDirectory: join(home, 'run'),
  } as const;
}

type Message<Type extends TrainerMessage['type']> = Extract<TrainerMessage, { type: Type }>;

/** Collects what a session sends; each message must be one the host accepts. */
function mailbox() {
  const sent: TrainerMessage[] = [];
  return {
    sent,
    send: (message: TrainerMessage) => {
      expect(trainerMessageSchema.safeParse(message).error).toBeUndefined();
      sent.push(message);
    },
    of: <Type extends TrainerMessage['type']>(type: Type) =>
      sent.filter((message): message is Message<Type> => message.type === type),
  };
}

function valuesOf(points: readonly Message<'points'>[], name: string): readonly (readonly [number, number])[] {
  return points.flatMap(({ series }) =>
    series
      .filter(({ series: other }) => other === name)
      .flatMap(({ steps, values }) => steps.map((step, index) => [step, values[index] ?? Number.NaN] as const)),
  );
}

describe('a whole run', () => {
  it('says what it is doing, in order, and ends with a summary', async () => {
    const run = await irisRun();
    const { sent, send, of } = mailbox();
    await trainSession({ type: 'train', isResume: false, ...run }, createControl(), send);
    expect(of('phase').map(({ phase }) => phase)).toEqual(['loading', 'compiling', 'training']);
    expect(of('engine')).toMatchObject([{ name: 'onnx', device: 'cpu' }]);
    // Three warm-up steps, then T T H T T H T T.
    const [done] = of('done');
    expect(sent.at(-1)).toBe(done);
    expect(done).toMatchObject({ outcome: 'finished', summary: { epochs: 3, steps: 11 } });
    expect(done?.summary.final.hyperparameters).toEqual({
      'output.l2': 0.001,
      'input.dropout': valuesOf(of('points'), 'hyperparameter/input.dropout').at(-1)?.[1],
    });
    expect(valuesOf(of('points'), 'loss/train-step').map(([step]) => step)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
    ]);
    expect(of('heartbeat').length).toBeGreaterThan(0);
  });

  it('has sent the points of a checkpoint before it, and the best before the latest', async () => {
    const run = await irisRun();
    const { sent, send, of } = mailbox();
    await trainSession({ type: 'train', isResume: false, ...run }, createControl(), send);
    expect(of('checkpoint').map(({ isBest }) => isBest)).toEqual([true, false]);
    expect(readdirSync(run.runDirectory).sort()).toEqual(of('checkpoint').map(({ file }) => file));
    const first = sent.findIndex(({ type }) => type === 'checkpoint');
    const before = sent.slice(0, first).filter((message): message is Message<'points'> => message.type === 'points');
    expect(valuesOf(before, 'loss/train-step').at(-1)?.[0]).toBe(11);
  });
});

it('a stopped run, resumed, logs what was left, bit for bit', async () => {
  const run = await irisRun();
  const whole = mailbox();
  await trainSession({ type: 'train', isResume: false, ...run }, createControl(), whole.send);

  const again = await irisRun();
  const control = createControl();
  control.ask('finish-epoch');
  const first = mailbox();
  await trainSession({ type: 'train', isResume: false, ...again }, control, first.send);
  expect(first.of('done')).toMatchObject([{ outcome: 'stopped', summary: { epochs: 1, steps: 3 } }]);
  const second = mailbox();
  await trainSession({ type: 'train', isResume: true, ...again }, createControl(), second.send);
  expect(second.of('event')[0]).toMatchObject({ kind: 'resumed', step: 3, text: 'Resumed after step 3.' });
  for (const name of ['loss/train-step', 'loss/validation', 'hyperparameter/input.dropout']) {
    const joined = [...valuesOf(first.of('points'), name), ...valuesOf(second.of('points'), name)];
    expect(joined, name).toEqual(valuesOf(whole.of('points'), name));
  }
});

it('a run to be resumed without a checkpoint starts again and says so', async () => {
  const run = await irisRun({ training: { epochs: 1 } });
  const { send, of } = mailbox();
  await trainSession({ type: 'train', isResume: true, ...run }, createControl(), send);
  expect(of('event')[0]).toMatchObject({ kind: 'resumed', step: 0 });
  expect(of('event')[0]?.text).toContain('starts again');
  expect(of('done')).toHaveLength(1);
});

it('a run that loses its finite numbers fails with its code, and what it kept is on disk', async () => {
  const run = await irisRun({ training: { epochs: 30, optimizer: { name: 'sgd', learningRate: 1e6 } } });
  const { sent, send, of } = mailbox();
  await trainSession({ type: 'train', isResume: false, ...run }, createControl(), send);
  const last = sent.at(-1);
  if (last?.type !== 'failed') throw new Error(`The run ended with ${last?.type}.`);
  expect(last.code).toBe('train/non-finite');
  expect(of('checkpoint').at(-1)?.step ?? 0).toBe(last.summary?.steps);
  expect(valuesOf(of('points'), 'loss/train-step').at(-1)?.[1]).toBeNaN();
});

describe('the sealed test', () => {
  const unsealedAt = '2026-01-02T03:04:05Z';

  it('scores the best state on the test rows', async () => {
    const run = await irisRun();
    const { send, of } = mailbox();
    await trainSession({ type: 'train', isResume: false, ...run }, createControl(), send);
    await testSession({ type: 'test', ...run, unsealedAt }, send);
    const [tested] = of('tested');
    // 150 rows, of which 70 % train and 15 % validate.
    expect(tested?.scores.rows).toBeGreaterThanOrEqual(22);
    expect(tested?.scores.rows).toBeLessThanOrEqual(23);
    expect(tested?.scores.loss).toBeGreaterThan(0);
    expect(tested?.scores.metrics.accuracy).toBeGreaterThanOrEqual(0);
  });

  it('has nothing to score before the first epoch', async () => {
    const run = await irisRun();
    await expect(testSession({ type: 'test', ...run, unsealedAt }, mailbox().send)).rejects.toMatchObject({
      code: 'trainer/no-checkpoint',
    });
  });
});
