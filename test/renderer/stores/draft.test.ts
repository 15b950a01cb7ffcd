// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import { useDraft } from '../../../src-renderer/stores/draft.ts';
import { useSplits } from '../../../src-renderer/stores/splits.ts';
import { useToasts } from '../../../src-renderer/stores/toasts.ts';
import type { PlanCheck } from '../../../src-shared/contract/plan.ts';
import type { DataCard } from '../../../src-shared/domain/data-card.ts';
import { datasetIdSchema, runIdSchema } from '../../../src-shared/domain/ids.ts';
import { runConfigSchema } from '../../../src-shared/domain/run-config.ts';
import { type Answers, answeringHost } from './answering-host.ts';

const dataset = datasetIdSchema.parse('0123456789abcdef');
const suggested = runConfigSchema.parse({
  name: 'wine',
  data: { dataset },
  model: { kind: 'mlp', hidden: [{ width: 64 }, { width: 32 }] },
  hyperparameters: {
    'input.dropout': { mode: 'tuned' },
    'dense1.dropout': { mode: 'tuned' },
    'dense1.l2': { mode: 'tuned' },
  },
});
const column = { kind: 'numeric', role: 'input', missing: 0 } as const;
const card = {
  id: dataset,
  form: 'table',
  name: 'wine',
  columns: ['acid', 'sugar', 'ash'].map((name) => ({ name, ...column })),
} as unknown as DataCard;
const fine: PlanCheck = {
  problems: [],
  layers: [],
  applicable: [],
  tuned: 3,
  fixed: 0,
  rows: null,
  estimates: null,
};

/** A host that knows the data set and finds nothing wrong. */
const host = (answers: Answers = {}) =>
  answeringHost({ 'data.card': () => card, 'plan.suggest': () => suggested, 'plan.check': () => fine, ...answers });

async function opened(answers?: Answers) {
  const { asked, run } = host(answers);
  const draft = run(useDraft);
  await draft.open(dataset);
  return { draft, asked, toasts: run(useToasts), splits: run(useSplits) };
}

const modeOf = (draft: ReturnType<typeof useDraft>, name: string) => draft.config?.hyperparameters[name]?.mode ?? 'off';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the draft of a run', () => {
  it('opens with the suggestion, one run with its seed', async () => {
    const { draft } = await opened();
    expect(draft.config).toEqual(suggested);
    expect(draft.seeds).toEqual([1]);
    expect(draft.counts).toEqual({ tuned: 3, fixed: 0 });
  });

  it('opens with the config of a run when it is run again with changes', async () => {
    const config = { ...suggested, name: 'earlier', training: { ...suggested.training, seed: 7 } };
    const { run } = host({ 'runs.get': () => ({ config }) });
    const draft = run(useDraft);
    await draft.open(dataset, runIdSchema.parse(12));
    expect(draft.config?.name).toBe('earlier');
    expect(draft.seeds).toEqual([7]);
    expect(draft.origin).toBe(12);
  });

  it('keeps what was changed when the same data set is opened again', async () => {
    const { draft } = await opened();
    draft.set('training.epochs', 3);
    await draft.open(dataset);
    expect(draft.config?.training.epochs).toBe(3);
  });

  it('keeps what was changed of the config of a run, until another run is named', async () => {
    const configs = [1, 2, 3].map((epochs) => ({ ...suggested, training: { ...suggested.training, epochs } }));
    const { run } = host({ 'runs.get': () => ({ config: configs.shift() }) });
    const draft = run(useDraft);
    await draft.open(dataset, runIdSchema.parse(12));
    draft.set('training.epochs', 50);
    await draft.open(dataset, runIdSchema.parse(12));
    expect(draft.config?.training.epochs).toBe(50);
    await draft.open(dataset, runIdSchema.parse(13));
    expect(draft.config?.training.epochs).toBe(2);
  });

  it('takes up the split that was chosen on the page of the data set', async () => {
    const { draft, splits } = await opened();
    splits.keep(dataset, { kind: 'random', seed: 4, train: 0.5, validation: 0.25 });
    await draft.open(dataset);
    expect(draft.config?.data.split).toEqual({ kind: 'random', seed: 4, train: 0.5, validation: 0.25 });
  });

  it('cycles a cell from off over fixed to tuned and off again, keeping its value', async () => {
    const { draft } = await opened();
    draft.cycle('dense2.dropout');
    expect(draft.config?.hyperparameters['dense2.dropout']).toEqual({ mode: 'fixed', value: 0.05 });
    draft.setCell('dense2.dropout', { mode: 'fixed', value: 0.3 });
    draft.cycle('dense2.dropout');
    expect(draft.config?.hyperparameters['dense2.dropout']).toEqual({ mode: 'tuned', start: 0.3 });
    draft.cycle('dense2.dropout');
    expect(draft.config?.hyperparameters).not.toHaveProperty(['dense2.dropout']);
  });

  it('takes changes of the grid and the layers back one by one', async () => {
    const { draft } = await opened();
    draft.cycle('dense2.l1');
    draft.addLayer('hidden');
    expect(draft.config?.model.hidden).toHaveLength(3);
    expect(draft.undo()).toBe(true);
    expect(draft.config?.model.hidden).toHaveLength(2);
    expect(modeOf(draft, 'dense2.l1')).toBe('fixed');
    draft.undo();
    expect(draft.config?.hyperparameters).toEqual(suggested.hyperparameters);
    expect(draft.canUndo).toBe(false);
    expect(draft.undo()).toBe(false);
  });

  it('tells of a bulk action and takes it back from there', async () => {
    const { draft, toasts } = await opened();
    draft.bulk('clear', { of: 'everything' }, 'Everything is off.');
    expect(draft.counts).toEqual({ tuned: 0, fixed: 0 });
    expect(toasts.toasts[0]?.text).toBe('Everything is off.');
    await toasts.toasts[0]?.undo?.();
    expect(draft.config?.hyperparameters).toEqual(suggested.hyperparameters);
  });

  it('takes another network with what is tuned in it, and takes it back', async () => {
    const convolutional = runConfigSchema.parse({
      data: { dataset },
      model: { kind: 'cnn', conv: [{ channels: 16, pool: 1 }] },
      hyperparameters: { 'conv1.dropout': { mode: 'tuned' } },
    });
    const { draft, asked, toasts } = await opened({
      'plan.suggest': (input: { template?: string }) => (input.template === undefined ? suggested : convolutional),
    });
    await draft.useTemplate('signal-cnn', 'Another network.');
    expect(asked.at(-1)).toEqual({ procedure: 'plan.suggest', input: { dataset, template: 'signal-cnn' } });
    expect(draft.config?.model).toEqual(convolutional.model);
    expect(draft.config?.hyperparameters).toEqual({ 'conv1.dropout': { mode: 'tuned' } });
    expect(draft.config?.name).toBe('wine');
    await toasts.toasts[0]?.undo?.();
    expect(draft.config).toEqual(suggested);
  });

  it('says at the convolution that nothing is left of so few columns', async () => {
    const { draft } = await opened();
    draft.set('model', {
      kind: 'cnn',
      conv: [{ channels: 4, kernel: 3, stride: 1, pool: 4, activation: 'relu' }],
      hidden: [],
    });
    expect(draft.problemAt('model.conv.0')).toContain('Convolution 1 receives 3 x 1 places');
  });

  it('fills a column where it applies and nowhere else', async () => {
    const { draft } = await opened();
    draft.setCell('dense1.l2', { mode: 'fixed', value: 0.01 });
    draft.fill('dense1.l2', 'Filled.');
    expect(modeOf(draft, 'dense2.l2')).toBe('fixed');
    expect(modeOf(draft, 'output.l2')).toBe('fixed');
    expect(draft.config?.hyperparameters).not.toHaveProperty(['input.l2']);
    expect(modeOf(draft, 'input.dropout')).toBe('tuned');
  });

  it('asks the host once when a config has rested, with the last of several changes', async () => {
    const { draft, asked } = await opened();
    draft.set('training.epochs', 3);
    draft.set('training.epochs', 30);
    await nextTick();
    await vi.advanceTimersByTimeAsync(249);
    expect(asked.filter(({ procedure }) => procedure === 'plan.check')).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    const checks = asked.filter(({ procedure }) => procedure === 'plan.check');
    expect(checks).toHaveLength(1);
    expect(checks[0]?.input).toHaveProperty('config.training.epochs', 30);
  });

  it('puts a problem of the host at its field', async () => {
    const problems = [{ path: 'training.batchSize', message: 'There are fewer rows.' }];
    const { draft } = await opened({ 'plan.check': () => ({ ...fine, problems }) });
    await nextTick();
    await vi.advanceTimersByTimeAsync(250);
    expect(draft.problemAt('training.batchSize')).toBe('There are fewer rows.');
    expect(draft.problemAt('training')).toBe('There are fewer rows.');
    expect(draft.problemAt('training.epochs')).toBe(null);
  });

  it('knows what is wrong with a number before the host does', async () => {
    const { draft } = await opened();
    draft.set('training.epochs', 2.5);
    expect(draft.problemAt('training.epochs')).toBe('Enter a whole number.');
    draft.set('training.epochs', 0);
    expect(draft.problemAt('training.epochs')).toBe('Must be above 0.');
    draft.set('training.optimizer.learningRate', Number.NaN);
    expect(draft.problemAt('training.optimizer.learningRate')).toBe('Enter a number.');
    draft.repeats = null;
    expect(draft.problemAt('seeds')).toBe('Enter a whole number from 1 to 100.');
  });

  it('says at the cell that its start is outside its range', async () => {
    const { draft } = await opened();
    draft.setCell('input.dropout', { mode: 'tuned', start: 0.5, range: [0, 0.4] });
    draft.setCell('dense1.dropout', { mode: 'fixed', value: 3 });
    expect(draft.problemAt('hyperparameters.input.dropout')).toBe(
      'Dropout of input starts at 0.5, which is not strictly inside its range 0 to 0.4. Choose a start inside it.',
    );
    expect(draft.problemAt('hyperparameters.dense1.dropout')).toContain('3');
    expect(draft.problemAt('hyperparameters.dense1.l2')).toBe(null);
  });

  it('starts a run for every seed and names the first', async () => {
    const { draft, asked } = await opened({ 'runs.start': () => ({ runs: [5, 6, 7] }) });
    draft.repeats = 3;
    draft.firstSeed = 10;
    expect(await draft.start()).toBe(5);
    expect(asked.at(-1)).toEqual({ procedure: 'runs.start', input: { config: draft.config, seeds: [10, 11, 12] } });
  });

  it('tells why a run was refused and starts none', async () => {
    const { draft, toasts } = await opened({
      'runs.start': () => {
        throw new Error('The disk is full.');
      },
    });
    expect(await draft.start()).toBe(null);
    expect(toasts.toasts.at(-1)).toMatchObject({ kind: 'problem', text: 'The disk is full.' });
    expect(draft.isStarting).toBe(false);
  });

  it('brings the settings of self-tuning back after a look at the other method', async () => {
    const { draft } = await opened();
    draft.set('method.warmUpEpochs', 9);
    draft.useMethod('fixed');
    expect(draft.config?.method).toEqual({ name: 'fixed' });
    draft.useMethod('stn');
    expect(draft.config?.method).toMatchObject({ name: 'stn', warmUpEpochs: 9 });
  });

  it('takes a config from a file but keeps its data set', async () => {
    const { draft } = await opened();
    const other = { ...suggested, name: 'from a file', data: { dataset: 'f'.repeat(16) } };
    expect(draft.importJson(JSON.stringify(other))).toBe(null);
    expect(draft.config?.name).toBe('from a file');
    expect(draft.config?.data.dataset).toBe(dataset);
  });

  it('refuses a file that holds no config, and leaves the draft alone', async () => {
    const { draft } = await opened();
    expect(draft.importJson('{')).toContain('no JSON');
    expect(draft.importJson('[1]')).toContain('no config');
    expect(draft.importJson(JSON.stringify({ ...suggested, training: { epochs: -1 } }))).toContain('training.epochs');
    expect(draft.config).toEqual(suggested);
  });
});
