import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { importSample } from '../../../src-main/data/samples.ts';
import { openDataset } from '../../../src-main/data/storage.ts';
import { checkStudy } from '../../../src-main/host/config/check-study.ts';
import { datasetsDirectory } from '../../../src-main/host/paths.ts';
import { configFor, testApplication } from '../../support/test-application.ts';

/** A study on iris: 105 training rows, six batches of 16 each epoch. */
function written(changes: object = {}, config: object = {}) {
  return {
    config: configFor(dataset, config),
    arms: [{ label: 'Random', method: { name: 'random' } }],
    seeds: [1],
    budget: { unit: 'epochs', amount: 40 },
    ...changes,
  };
}
let dataset = '';
let open: (id: string) => ReturnType<typeof openDataset>;

beforeAll(async () => {
  const home = mkdtempSync(join(tmpdir(), 'selftune-'));
  const folder = datasetsDirectory(home);
  const { card } = await importSample('iris', folder);
  dataset = card.id;
  open = (id) => openDataset(`${folder}/${id}`);
  return () => rmSync(home, { recursive: true, force: true });
});

const problemsOf = async (study: object) => (await checkStudy({ ...study }, open)).problems;

describe('a study that is being edited', () => {
  it('has no problem when it could be started', async () => {
    const { problems, notes, study } = await checkStudy(written(), open);
    expect({ problems, notes }).toEqual({ problems: [], notes: [] });
    expect(study?.batches).toBe(6);
  });

  it('is told at its own fields, and its run at its own', async () => {
    const problems = await problemsOf(
      written({ budget: { unit: 'days', amount: 1 } }, { training: { epochs: 5, batchSize: 16 } }),
    );
    expect(problems).toMatchObject([{ path: 'budget.unit' }]);
    expect(await problemsOf({ config: { data: { dataset }, model: 'none' }, arms: [], seeds: [1] })).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ path: 'config.model' }),
        expect.objectContaining({ path: 'arms' }),
      ]),
    );
    const [labels] = await problemsOf(
      written({ arms: [1, 2].map(() => ({ label: 'A', method: { name: 'random' } })) }),
    );
    expect(labels?.message).toContain('Two arms of the study have the same label');
  });

  it('cannot search where nothing is tuned', async () => {
    expect(await problemsOf(written({}, { hyperparameters: {} }))).toEqual([
      {
        path: 'config.hyperparameters',
        message: '"Random" has nothing to search for: no hyperparameter is tuned. Tune at least one.',
      },
    ]);
  });

  it('needs a budget of an epoch at least, and of a round of population-based training', async () => {
    expect(await problemsOf(written({ budget: { unit: 'steps', amount: 5 } }))).toEqual([
      { path: 'budget.amount', message: 'The budget is less than one epoch of 6 steps. Give each arm at least one.' },
    ]);
    const pbt = [{ label: 'PBT', method: { name: 'pbt', population: 4, epochsPerRound: 5 } }];
    const [short] = await problemsOf(written({ arms: pbt, budget: { unit: 'epochs', amount: 19 } }));
    expect(short).toMatchObject({ path: 'budget.amount' });
    expect(short?.message).toContain('takes 20 epochs: 4 networks for 5 epochs each');
    expect(await problemsOf(written({ arms: pbt, budget: { unit: 'epochs', amount: 20 } }))).toEqual([]);
    const [few] = await problemsOf(written({ arms: pbt, budget: { unit: 'trials', amount: 3 } }));
    expect(few?.message).toContain('takes 4 trials');
  });

  it('holds a warm-up against the whole budget of its arm, not against a trial’s epochs', async () => {
    const stn = [{ label: 'STN', method: { name: 'stn', warmUpEpochs: 10 } }];
    expect(await problemsOf(written({ arms: stn }))).toEqual([]);
    expect(await problemsOf(written({ arms: stn, budget: { unit: 'epochs', amount: 10 } }))).toMatchObject([
      { path: 'arms.0.method.warmUpEpochs' },
    ]);
  });

  it('tells a method that does not fit at its arm', async () => {
    const arms = [
      { label: 'Random', method: { name: 'random' } },
      { label: 'Implicit', method: { name: 'implicit' } },
    ];
    const problems = await problemsOf(written({ arms }));
    expect(problems).toHaveLength(1);
    expect(problems[0]?.path).toBe('config.hyperparameters.input.dropout');
    expect(problems[0]?.message).toContain('cannot be tuned by the method "implicit"');
  });

  it('notes a grid that the budget cuts', async () => {
    const grid = [{ label: 'Grid', method: { name: 'grid', points: 3 } }];
    const tuned = { mode: 'tuned' };
    const hyperparameters = { 'input.dropout': tuned, 'dense1.dropout': tuned, 'dense1.l2': tuned, 'dense1.l1': tuned };
    const { problems, notes } = await checkStudy(written({ arms: grid }, { hyperparameters }), open);
    expect(problems).toEqual([]);
    expect(notes).toEqual([
      'The grid of "Grid" has 3^4 = 81 combinations; the budget allows about 8. They are tried in a shuffled order.',
    ]);
    const enough = written({ arms: grid, budget: { unit: 'trials', amount: 81 } }, { hyperparameters });
    expect((await checkStudy(enough, open)).notes).toEqual([]);
  });
});

describe('the cost of a study', () => {
  it('is that of all arms and seeds together; of a budget of seconds it is known', async () => {
    const { client, dataset: own } = await testApplication();
    const study = (changes: object) => ({
      config: configFor(own),
      arms: [{ label: 'Random', method: { name: 'random' } }],
      seeds: [1],
      budget: { unit: 'seconds', amount: 60 },
      ...changes,
    });
    const cost = async (changes: object) => (await client.call('studies.check', { config: study(changes) })).seconds;
    expect(await cost({})).toEqual([60, 60]);
    expect(await cost({ seeds: [1, 2, 3] })).toEqual([180, 180]);
    const [low = 0, high = 0] = (await cost({ budget: { unit: 'trials', amount: 10 } })) ?? [];
    const one = (await cost({ budget: { unit: 'trials', amount: 1 } })) ?? [];
    expect(high).toBeGreaterThan(low);
    expect(low).toBeCloseTo(10 * (one[0] ?? 0));
    expect(await cost({ arms: [] })).toBeNull();
  });
});
