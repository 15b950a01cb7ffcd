// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useDraft } from '../../../src-renderer/stores/draft.ts';
import { useStudyDraft } from '../../../src-renderer/stores/study-draft.ts';
import { useToasts } from '../../../src-renderer/stores/toasts.ts';
import type { StudyCheck } from '../../../src-shared/contract/studies.ts';
import { datasetIdSchema } from '../../../src-shared/domain/ids.ts';
import { runConfigSchema } from '../../../src-shared/domain/run-config.ts';
import { studyConfigSchema } from '../../../src-shared/domain/study.ts';
import { type Answers, answeringHost } from './answering-host.ts';

const dataset = datasetIdSchema.parse('0123456789abcdef');
const suggested = runConfigSchema.parse({
  name: 'wine',
  data: { dataset },
  model: { kind: 'mlp', hidden: [{ width: 8 }] },
  hyperparameters: { 'dense1.dropout': { mode: 'tuned' } },
  training: { epochs: 20 },
  method: { name: 'stn', warmUpEpochs: 1 },
});
const fine: StudyCheck = { problems: [], seconds: [10, 20], diskBytes: 1e6, notes: [] };
const schedule = {
  unit: 'epochs' as const,
  at: [0, 20],
  values: { 'dense1.dropout': [0.1, 0.4] },
  source: 'Run 12',
};

async function opened(answers: Answers = {}) {
  const { asked, run } = answeringHost({
    'data.card': () => ({ id: dataset, form: 'table', name: 'wine', columns: [] }),
    'plan.suggest': () => suggested,
    'plan.check': () => ({ problems: [], layers: [], applicable: [], tuned: 1, fixed: 0, rows: null, estimates: null }),
    'studies.check': () => fine,
    ...answers,
  });
  const draft = run(useDraft);
  await draft.open(dataset);
  return { draft, study: run(useStudyDraft), asked, toasts: run(useToasts) };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the draft of a study', () => {
  it('is none as long as one network is trained', async () => {
    const { study } = await opened();
    expect(study.isStudy).toBe(false);
    expect(study.config).toBe(null);
    study.use('delta-stn');
    expect(study.config).toBe(null);
  });

  it('is a search by itself, counted in trainings', async () => {
    const { study } = await opened();
    study.use('bayes');
    const config = studyConfigSchema.parse(study.config);
    expect(config.purpose).toBe('search');
    expect(config.budget).toEqual({ unit: 'trials', amount: 20 });
    expect(config.arms.map(({ method }) => method.name)).toEqual(['bayes']);
    expect(config.config.training.epochs).toBe(20);
  });

  it('compares methods in the order in which they are offered, counted in what is compute', async () => {
    const { study, draft } = await opened();
    study.compareSeveral(true);
    study.pick('grid', true);
    study.pick('random', false);
    draft.repeats = 2;
    const config = studyConfigSchema.parse(study.config);
    expect(config.arms.map(({ method }) => method.name)).toEqual(['stn', 'grid', 'bayes']);
    expect(config.seeds).toEqual([1, 2]);
    expect(study.units).not.toContain('trials');
    expect(config.budget).toEqual({ unit: 'epochs', amount: 200 });
  });

  it('compares on three seeds unless another number was chosen, and goes back to one run', async () => {
    const { study, draft } = await opened();
    study.compareSeveral(true);
    expect(study.config?.seeds).toEqual([1, 2, 3]);
    study.compareSeveral(false);
    expect(draft.seeds).toEqual([1]);
    draft.repeats = 5;
    study.compareSeveral(true);
    expect(study.config?.seeds).toHaveLength(5);
    study.compareSeveral(false);
    expect(draft.seeds).toHaveLength(5);
  });

  it('gives a method that learns the warm-up that suits what it may spend', async () => {
    const { study } = await opened();
    study.compareSeveral(true);
    expect(study.arms[0]?.method).toMatchObject({ name: 'stn', warmUpEpochs: 10 });
  });

  it('says beside the field what is wrong with it, once', async () => {
    const { study } = await opened({
      'studies.check': () => ({
        ...fine,
        problems: [
          { path: 'budget.amount', message: 'A budget must be positive.' },
          { path: 'arms.0.method.points', message: 'Too many.' },
          { path: 'config.training.epochs', message: 'Too long.' },
        ],
      }),
    });
    study.use('grid');
    study.setAmount(null);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(study.problemAt('budget')).toBe('Enter a number above 0.');
    expect(study.problems.filter(({ path }) => path.startsWith('budget'))).toHaveLength(1);
    expect(study.problemAt('arms.0.method.points')).toBe('Too many.');
    expect(study.problemAt('training.epochs')).toBe('Too long.');
    study.setAmount(2.5);
    expect(study.problemAt('budget')).toBe('Enter a whole number above 0.');
  });

  it('asks for two methods at least, and for the schedule that one of them replays', async () => {
    const { study } = await opened();
    study.compareSeveral(true);
    for (const name of ['stn', 'random', 'bayes'] as const) study.pick(name, false);
    study.pick('replay', true);
    expect(study.problemAt('arms')).toBe('Tick at least two methods.');
    study.pick('final', true);
    expect(study.problemAt('arms')).toBe(null);
    expect(study.problemAt('method.schedule')).toBe('Choose a schedule: of a run, or from a file.');
    study.takeSchedule(schedule);
    expect(study.problemAt('method.schedule')).toBe(null);
    expect(study.arms.map(({ method }) => method)).toEqual([
      { name: 'replay', schedule, length: null },
      { name: 'final', values: { 'dense1.dropout': 0.4 }, source: 'Run 12' },
    ]);
  });

  it('hands a schedule to the run that replays it, or holds its end', async () => {
    const { study, draft } = await opened();
    study.use('replay');
    expect(study.problemAt('method.schedule')).toBe('Choose a schedule: of a run, or from a file.');
    study.takeSchedule(schedule);
    expect(draft.config?.method).toEqual({ name: 'replay', schedule, length: null });
    expect(study.problemAt('method.schedule')).toBe(null);
    study.use('final');
    expect(draft.config?.method).toEqual({ name: 'final', values: { 'dense1.dropout': 0.4 }, source: 'Run 12' });
  });

  it('starts what is set up, and tells a refusal', async () => {
    const { study, asked, toasts } = await opened({
      'studies.start': () => {
        if (asked.filter(({ procedure }) => procedure === 'studies.start').length > 1)
          throw new Error('The disk is full.');
        return { study: 3 };
      },
    });
    study.use('random');
    study.set('random', 'name', 'random');
    expect(await study.start()).toBe(3);
    expect(asked.at(-1)).toEqual({ procedure: 'studies.start', input: { config: study.config } });
    expect(await study.start()).toBe(null);
    expect(toasts.toasts.at(-1)).toMatchObject({ kind: 'problem', text: 'The disk is full.' });
  });
});
