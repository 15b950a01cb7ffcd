import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { importDataset } from '../../src-main/data/import-dataset.ts';
import { datasetDirectory } from '../../src-main/data/storage.ts';
import { readLatest } from '../../src-main/trainer/checkpoint-files.ts';
import { createControl } from '../../src-main/trainer/control.ts';
import { testSession, trainSession } from '../../src-main/trainer/session.ts';
import { type RunConfigInput, runConfigSchema } from '../../src-shared/domain/run-config.ts';
import {
  type TrainerMessage,
  trainerMessageSchema,
  trainerProtocol,
} from '../../src-shared/trainer-protocol/messages.ts';
import { writePlainText } from '../support/plain-text.ts';
import { temporaryHome } from '../support/temporary-home.ts';

const unsealedAt = '2026-01-02T03:04:05Z';

/** Trains a config on what `files` hold and scores it on the sealed test set. @returns all that was sent */
async function trainAndTest(
  home: string,
  files: readonly string[],
  { config, choices = {} }: { config: Omit<RunConfigInput, 'data'>; choices?: object },
) {
  const { card } = await importDataset({ files, choices }, join(home, 'datasets'));
  const split = card.form === 'text' ? ({ kind: 'contiguous' } as const) : undefined;
  const run = {
    protocol: trainerProtocol,
    config: runConfigSchema.parse({ ...config, data: { dataset: card.id, split } }),
    datasetDirectory: datasetDirectory(join(home, 'datasets'), card.id),
    runDirectory: join(home, 'run'),
  } as const;
  const sent: TrainerMessage[] = [];
  const send = (message: TrainerMessage) => {
    expect(trainerMessageSchema.safeParse(message).error).toBeUndefined();
    sent.push(message);
  };
  await trainSession({ type: 'train', isResume: false, ...run }, createControl(), send);
  await testSession({ type: 'test', ...run, unsealedAt }, send);
  const valuesOf = (name: string) =>
    sent
      .flatMap((message) => (message.type === 'points' ? message.series : []))
      .filter(({ series }) => series === name);
  return { card, sent, values: (name: string) => valuesOf(name).flatMap(({ values }) => values) };
}

const common = {
  training: { epochs: 6, batchSize: 4, clipNorm: 1, optimizer: { name: 'adam', learningRate: 0.02 } },
  engine: { name: 'onnx', device: 'cpu', threads: 1 },
  logging: { everySteps: 5, checkpointSeconds: 1e6 },
} as const;

it('a run on a text learns it, shows what it writes, and is scored on the rest of it', async () => {
  const home = temporaryHome();
  const { sent, values, card } = await trainAndTest(home, [await writePlainText(home, 200)], {
    config: {
      ...common,
      model: { kind: 'lstm', embedding: 12, lstm: [{ width: 12 }], length: 6, isTied: true },
      hyperparameters: { 'embedding.embeddingDropout': { mode: 'tuned' }, 'lstm1.dropout': { mode: 'tuned' } },
    },
  });
  const perplexities = values('metric/perplexity');
  expect(perplexities).toHaveLength(6);
  const [first = Number.NaN, last = Number.NaN] = [perplexities[0], perplexities.at(-1)];
  expect(first).toBeLessThan(card.vocabulary?.size ?? 0);
  expect(last).toBeLessThan(0.7 * first);

  const samples = sent.filter((message) => message.type === 'event' && message.kind === 'text-sample');
  expect(samples.length).toBeGreaterThanOrEqual(2);
  const written = samples.at(-1);
  if (written?.type !== 'event') throw new Error('The run wrote nothing.');
  expect(written.step).toBe(sent.find((message) => message.type === 'done')?.summary.steps);
  expect(written.text.split(/\s+/).length).toBeGreaterThan(45);
  expect(written.text).toContain('\n');

  const tested = sent.find((message) => message.type === 'tested');
  const testTokens = card.rows - Math.floor(0.85 * card.rows);
  expect(Math.abs((tested?.scores.rows ?? 0) - testTokens)).toBeLessThan(4);
  expect(tested?.scores.metrics.perplexity).toBeCloseTo(Math.exp(tested?.scores.loss ?? 0), 9);
  expect(tested?.scores.metrics.perplexity).toBeLessThan(1.5 * last);
});

it('a run on characters counts bits, and joins what it writes', async () => {
  const home = temporaryHome();
  const { sent, values } = await trainAndTest(home, [await writePlainText(home, 60)], {
    choices: { level: 'character' },
    config: {
      ...common,
      training: { ...common.training, epochs: 2 },
      model: { kind: 'lstm', embedding: 8, lstm: [{ width: 8 }], length: 8 },
      hyperparameters: { 'lstm1.dropout': { mode: 'tuned' } },
    },
  });
  const bits = values('metric/bitsPerCharacter');
  expect(bits).toEqual(values('loss/validation').map((loss) => loss / Math.LN2));
  const done = sent.find((message) => message.type === 'done');
  expect(done?.summary.best?.validationMetric).toBe(Math.min(...values('metric/perplexity')));
  const sample = sent.findLast((message) => message.type === 'event' && message.kind === 'text-sample');
  expect(sample?.type === 'event' ? sample.text : '').toHaveLength(300);
});

it('a run on sequences of tokens learns what they say', async () => {
  const home = temporaryHome();
  const file = join(home, 'sequences.csv');
  // Sequences of three lengths; those that hold a G are of the one class.
  const rows = Array.from({ length: 240 }, (_, index) => {
    const letters = Array.from({ length: 5 + (index % 3) }, (_letter, place) => 'ACT'[(index * 7 + place * 5) % 3]);
    const isMarked = index % 2 === 0;
    if (isMarked) letters[index % 5] = 'G';
    return `${letters.join('')},${isMarked ? 'marked' : 'plain'}`;
  });
  writeFileSync(file, `sequence,class\n${rows.join('\n')}\n`);
  const { sent, values, card } = await trainAndTest(home, [file], {
    choices: { target: 'class', roles: { sequence: 'sequence' } },
    config: {
      ...common,
      training: { ...common.training, epochs: 10, batchSize: 16 },
      model: { kind: 'lstm', embedding: 6, lstm: [{ width: 8 }], hidden: [{ width: 8 }], length: 20 },
      hyperparameters: { 'embedding.dropout': { mode: 'tuned' }, 'dense1.l2': { mode: 'tuned' } },
    },
  });
  expect(card.form).toBe('sequences');
  expect(values('metric/accuracy').at(-1)).toBeGreaterThan(0.95);
  expect(sent.find((message) => message.type === 'tested')?.scores.metrics.accuracy).toBeGreaterThan(0.9);
  expect(sent.filter((message) => message.type === 'event' && message.kind === 'text-sample')).toEqual([]);
});

it('a text is read on by a run that begins with what another one ended with', async () => {
  const home = temporaryHome();
  const files = [await writePlainText(home, 200)];
  const { card } = await importDataset({ files, choices: {} }, join(home, 'datasets'));
  const trained = async (name: string, epochs: number, origin?: string) => {
    const config = runConfigSchema.parse({
      ...common,
      training: { ...common.training, epochs },
      data: { dataset: card.id, split: { kind: 'contiguous' } },
      model: { kind: 'lstm', embedding: 12, lstm: [{ width: 12 }], length: 6, isTied: true },
      hyperparameters: { 'lstm1.dropout': { mode: 'fixed', value: 0.2 } },
      method: { name: 'fixed' },
      ...(origin === undefined ? {} : { origin: 1 }),
    });
    const run = {
      protocol: trainerProtocol,
      config,
      datasetDirectory: datasetDirectory(join(home, 'datasets'), card.id),
      runDirectory: join(home, name),
      ...(origin === undefined ? {} : { originDirectory: join(home, origin) }),
    } as const;
    await trainSession({ type: 'train', isResume: false, ...run }, createControl(), () => undefined);
    return (await readLatest(run.runDirectory))?.tensors;
  };
  const whole = await trained('whole', 4);
  await trained('first', 3);
  expect(await trained('second', 1, 'first')).toEqual(whole);
});
