import { describe, expect, it } from 'vitest';
import { sensitivityStudy } from '../../src-main/studies/sensitivity.ts';
import { verificationStudy } from '../../src-main/studies/verification.ts';
import { runIdSchema } from '../../src-shared/domain/ids.ts';
import { runConfigSchema } from '../../src-shared/domain/run-config.ts';

const run = runIdSchema.parse(12);
const config = runConfigSchema.parse({
  data: { dataset: '0123456789abcdef' },
  model: { kind: 'mlp', hidden: [{ width: 8 }] },
  hyperparameters: {
    'input.dropout': { mode: 'tuned', start: 0.2 },
    'dense1.l2': { mode: 'tuned' },
    'output.l1': { mode: 'fixed', value: 1e-5 },
  },
  method: { name: 'stn', trainSteps: 5 },
  training: { seed: 9, epochs: 40, patience: 10, minutes: 3 },
});
const finalValues = { 'input.dropout': 0.4, 'dense1.l2': 0.002 };
const schedule = {
  unit: 'epochs' as const,
  at: [0, 40],
  values: { 'input.dropout': [0.2, 0.4], 'dense1.l2': [1e-4, 0.002] },
  source: 'Run 12',
};
const verified = { run, name: 'Digits', config, epochs: 33, schedule, finalValues, best: null };

describe('a verification', () => {
  it('replays, holds what it ended with, and holds what it started from, for the same epochs with other seeds', () => {
    const study = verificationStudy(verified, 3);
    expect(study).toMatchObject({
      name: 'Verification of Digits',
      purpose: 'verification',
      source: 12,
      seeds: [10, 11, 12],
      budget: { unit: 'epochs', amount: 33 },
      config: { training: { epochs: 33, patience: null, minutes: null } },
    });
    expect(study.arms.map(({ label, method }) => [label, method.name])).toEqual([
      ['Schedule', 'replay'],
      ['Final values', 'final'],
      ['Start values', 'fixed'],
    ]);
    expect(study.arms[1]?.method).toMatchObject({ values: finalValues });
    expect(study.arms[2]?.hyperparameters).toEqual({
      'input.dropout': { mode: 'fixed', value: 0.2 },
      'dense1.l2': { mode: 'fixed', value: 1e-4 },
    });
  });

  it('holds the best values known of, and says whose they are', () => {
    const best = { run: runIdSchema.parse(7), values: { 'input.dropout': 0.3, 'dense1.l2': 0.01, 'output.l1': 1e-5 } };
    const [, , held] = verificationStudy({ ...verified, best }, 1).arms;
    expect(held?.label).toBe('Best fixed, run 7');
    expect(held?.hyperparameters).toEqual({
      'input.dropout': { mode: 'fixed', value: 0.3 },
      'dense1.l2': { mode: 'fixed', value: 0.01 },
    });
  });

  it('is refused for a run that tuned nothing', () => {
    const untuned = { ...verified, config: { ...config, method: { name: 'fixed' as const } } };
    expect(() => verificationStudy(untuned, 3)).toThrow(
      'Run 12 was trained with the method "fixed", which tunes nothing',
    );
  });

  it('begins again at 0 behind the last seed', () => {
    const last = { ...config, training: { ...config.training, seed: 0xffff_ffff } };
    expect(verificationStudy({ ...verified, config: last }, 2).seeds).toEqual([0, 1]);
  });
});

describe('a study of how a run tuned', () => {
  const study = sensitivityStudy({ run, name: '', config, epochs: 40 }, 2);
  const arm = (label: string) => study.arms.find((one) => one.label === label);

  it('varies alternation, perturbation and starts in three groups', () => {
    expect(study.arms.map(({ label }) => label)).toEqual([
      'Alternation 1/1',
      'Alternation 2/1',
      'Alternation 10/1',
      'Alternation 1/15',
      'Alternation 15/15',
      'Perturbation 0.1',
      'Perturbation 0.5',
      'Perturbation 1',
      'Perturbation learnt',
      'Start 0.05',
      'Start 0.3',
      'Start 0.5',
      'Start 0.7',
      'Start 0.9',
    ]);
    expect(study).toMatchObject({ seeds: [9, 10], purpose: 'sensitivity', name: 'Sensitivity of run 12' });
  });

  it('changes one thing in each and leaves the rest', () => {
    expect(arm('Alternation 1/15')).toMatchObject({
      method: { trainSteps: 1, validationSteps: 15, tuneScales: false },
    });
    expect(arm('Alternation 1/15')?.hyperparameters).toBeUndefined();
    expect(arm('Perturbation 0.1')).toMatchObject({
      method: { trainSteps: 5, tuneScales: false },
      hyperparameters: { 'input.dropout': { mode: 'tuned', start: 0.2, scale: 0.1 }, 'dense1.l2': { scale: 0.1 } },
    });
    expect(arm('Perturbation learnt')).toMatchObject({ method: { tuneScales: true } });
  });

  it('starts at places of each range: along the line, or along the order of magnitude of penalties', () => {
    // Dropout runs from 0 to 0.9; l2 from 1e-6 to 0.1, five factors of ten.
    expect(arm('Start 0.5')?.hyperparameters?.['input.dropout']).toMatchObject({ start: 0.45 });
    const penalty = arm('Start 0.5')?.hyperparameters?.['dense1.l2'];
    expect(penalty?.mode === 'tuned' ? penalty.start : 0).toBeCloseTo(10 ** -3.5, 6);
    expect(Object.keys(arm('Start 0.9')?.hyperparameters ?? {})).toEqual(['input.dropout', 'dense1.l2']);
  });

  it('is refused for methods without perturbation', () => {
    const other = { ...config, method: { name: 'fixed' as const } };
    expect(() => sensitivityStudy({ run, name: '', config: other, epochs: 1 }, 1)).toThrow('for runs of "stn" and');
  });
});
