import { describe, expect, it } from 'vitest';
import { importFiles } from '../../../src-main/host/import-files.ts';
import { type RunConfigInput, runConfigSchema } from '../../../src-shared/domain/run-config.ts';
import { writePlainText } from '../../support/plain-text.ts';
import { temporaryHome } from '../../support/temporary-home.ts';
import { testApplication } from '../../support/test-application.ts';

/** A plan on a text of its own, 300 lines unless told otherwise. */
async function planner(lines = 300) {
  const home = temporaryHome();
  const file = await writePlainText(temporaryHome(), lines);
  const { card } = await importFiles({ home, directory: '/', files: [file], choices: { level: 'word' } });
  const { client } = await testApplication({ home });
  const suggested = await client.call('plan.suggest', { dataset: card.id });
  const check = (changes: Partial<Record<keyof RunConfigInput, unknown>> = {}) =>
    client.call('plan.check', { config: { ...suggested, ...changes } });
  return { card, suggested, check };
}

describe('a plan on a running text', () => {
  it('is suggested whole, without a problem, in tokens and with an estimate', async () => {
    const { card, suggested, check } = await planner();
    expect(runConfigSchema.parse(suggested)).toEqual(suggested);
    const checked = await check();
    expect(checked.problems).toEqual([]);
    expect(checked.tuned).toBe(6);
    const { train = 0, validation = 0, test = 0 } = checked.rows ?? {};
    expect(train + validation + test).toBe(card.rows);
    expect(validation).toBe(Math.round(0.15 * card.rows));
    expect(checked.layers.map(({ name }) => name)).toEqual(['input', 'embedding', 'lstm1', 'recurrent', 'output']);
    expect(checked.layers.at(-1)?.outputs).toBe(card.vocabulary?.size);
    expect(checked.estimates?.seconds[0]).toBeGreaterThan(0);
  });

  it('tells a network of numbers that the text needs an LSTM, and counts no layers of it', async () => {
    const { check } = await planner();
    const { problems, layers, estimates } = await check({
      model: { kind: 'mlp', hidden: [{ width: 8 }] },
      hyperparameters: { 'dense1.dropout': { mode: 'tuned' } },
    });
    expect(problems).toEqual([
      {
        path: 'model',
        message: 'The network is dense and reads numbers, and "plain" is a running text. Choose an LSTM.',
      },
    ]);
    expect([layers, estimates]).toEqual([[], null]);
  });

  it('tells a split that would tear it apart, at the split', async () => {
    const { suggested, check } = await planner();
    const { problems, rows } = await check({ data: { ...suggested.data, split: { kind: 'random' } } });
    expect(problems.map(({ path }) => path)).toEqual(['data.split']);
    expect(problems[0]?.message).toContain('Choose the split contiguous.');
    expect(rows).toBeNull();
  });

  it('tells at the length of a step that a part is shorter', async () => {
    const { suggested, check } = await planner(30);
    const { problems, rows } = await check();
    expect(problems.map(({ path }) => path)).toEqual(['model.length']);
    expect(problems[0]?.message).toContain(`the validation part has ${rows?.validation} tokens`);
    const length = (rows?.validation ?? 0) - 2;
    expect((await check({ model: { ...suggested.model, length } })).problems).toEqual([]);
  });
});
