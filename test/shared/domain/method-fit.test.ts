import { describe, expect, it } from 'vitest';
import { hypernetworkSize } from '../../../src-shared/domain/hypernetwork-size.ts';
import { type MethodConfig, methodConfigSchema } from '../../../src-shared/domain/method-config.ts';
import { methodNotes, misfitsOfMethod } from '../../../src-shared/domain/method-fit.ts';
import { type RunConfigInput, runConfigSchema } from '../../../src-shared/domain/run-config.ts';

const table = { inputs: 4, imageShape: null, outputs: 3 };
const tunedL2 = { 'output.l2': { mode: 'tuned' } } as const;

function judged(
  method: unknown,
  hyperparameters: RunConfigInput['hyperparameters'] = tunedL2,
  model: RunConfigInput['model'] = { kind: 'mlp', hidden: [{ width: 8 }] },
) {
  const config = { data: { dataset: '0'.repeat(16) }, model, hyperparameters, method };
  return runConfigSchema.parse(config);
}

const told = (...args: Parameters<typeof judged>) => misfitsOfMethod(judged(...args), table);

const tunedDropout = { 'input.dropout': { mode: 'tuned' } } as const;

const schedule = (values: Record<string, number[]>) => ({
  name: 'replay',
  schedule: { unit: 'epochs', at: [0, 5], values },
});

describe('what keeps a method from being used', () => {
  const learning = ['stn', 'delta-stn', 'hypernetwork', 'implicit', 'unrolled'] as const;

  it.each([...learning, 'gaussian', 'sinusoid'] as const)('%s has nothing to do where nothing is tuned', (name) => {
    const found = told({ name }, { 'output.l2': { mode: 'fixed', value: 0.1 } });
    expect(found.map(({ path }) => path)).toEqual(['hyperparameters']);
    expect(told({ name })).toEqual([]);
  });

  it('is nothing for fixed values', () => {
    expect(told({ name: 'fixed' }, {})).toEqual([]);
  });

  it.each(['implicit', 'unrolled', 'hypernetwork'] as const)('%s is built for dense networks alone', (name) => {
    const [found] = told({ name }, tunedL2, { kind: 'cnn', conv: [{ channels: 2 }] });
    expect(found?.path).toBe('method');
    expect(found?.message).toContain('this network is convolutional');
  });

  it.each(['implicit', 'unrolled'] as const)('%s refuses a dropout by name, with the reason', (name) => {
    const found = told({ name }, { ...tunedL2, 'input.dropout': { mode: 'tuned' } });
    expect(found).toEqual([
      {
        path: 'hyperparameters.input.dropout',
        message: `"input.dropout" cannot be tuned by the method "${name}": what is dropped is drawn as zeros and ones, and no derivative passes through them. The method tunes l2, l1, gaussianNoise, inputScaling. Hold "input.dropout" at a fixed value, set it to off, or choose the method "stn".`,
      },
    ]);
  });

  it('implicit refuses what is used as a whole number', () => {
    const [found] = told({ name: 'implicit' }, { 'input.gaussianNoise': { mode: 'tuned', discrete: true } });
    expect(found?.message).toContain('used as a whole number');
  });

  it('is no dropout that is held, and none for a hypernetwork', () => {
    expect(told({ name: 'implicit' }, { ...tunedL2, 'input.dropout': { mode: 'fixed', value: 0.1 } })).toEqual([]);
    expect(told({ name: 'hypernetwork' }, { 'input.dropout': { mode: 'tuned' } })).toEqual([]);
  });

  it('a schedule names what the network does not have', () => {
    const [found, ...others] = told(schedule({ 'dense3.l2': [0, 1], 'output.l2': [0.1, 0.1] }));
    expect(others).toEqual([]);
    expect(found?.path).toBe('method.schedule.values');
    expect(found?.message).toContain('"dense3.l2"');
    expect(found?.message).not.toContain('values of "output.l2"');
    expect(told({ name: 'final', values: { 'dense3.l2': 1 } }, {})[0]?.path).toBe('method.values');
  });

  it('a schedule goes beyond what makes sense, or says nothing', () => {
    expect(told(schedule({ 'input.dropout': [0.1, 1.5] }), tunedDropout)[0]?.message).toContain(
      'sets "input.dropout" to 1.5',
    );
    expect(told({ name: 'final', values: {} }, {})[0]?.message).toContain('names no hyperparameter');
    expect(told(schedule({ 'input.dropout': [0, 0.5] }), tunedDropout)).toEqual([]);
  });

  it.each([
    ['implicit', 'terms', 200],
    ['unrolled', 'unrolledSteps', 50],
  ] as const)('%s does not go through so many layers that it would compile for minutes', (name, field, most) => {
    const deep = (layers: number) => ({
      kind: 'mlp' as const,
      hidden: Array.from({ length: layers }, () => ({ width: 2 })),
    });
    expect(told({ name, [field]: most }, tunedL2, deep(9))).toEqual([]);
    const [found] = told({ name, [field]: most }, tunedL2, deep(49));
    expect(found?.path).toBe(`method.${field}`);
    expect(found?.message).toContain(`Set method.${field} to 40 or less`);
  });

  it('a hypernetwork grows with every weight and is refused before it fills the memory', () => {
    const images = { inputs: 784, imageShape: [28, 28, 1], outputs: 10 } as const;
    const config = judged({ name: 'hypernetwork', hidden: [100] }, tunedL2, {
      kind: 'mlp',
      hidden: [{ width: 1_000 }],
    });
    expect(misfitsOfMethod(config, images)[0]?.message).toMatch(
      /^A hypernetwork for this network has 80\.3 million parameters, 101 times the network's own 795,010\. /,
    );
    expect(misfitsOfMethod(config, null)).toEqual([]);
    expect(misfitsOfMethod(config, table)).toEqual([]);
  });
});

describe('the size of a hypernetwork', () => {
  const surroundings = { model: judged({ name: 'fixed' }).model, data: table, outputs: 3, tuned: 2 };
  // 4 x 8 + 8 + 8 x 3 + 3 weights.
  const network = 67;

  it('is H + 1 values for each weight without hidden layers', () => {
    expect(hypernetworkSize({ hidden: [] }, surroundings)).toEqual({ network, hypernetwork: 3 * network });
  });

  it('is the last hidden width and 1 for each weight, and the layers before', () => {
    const { hypernetwork } = hypernetworkSize({ hidden: [5, 7] }, surroundings);
    expect(hypernetwork).toBe(3 * 5 + 6 * 7 + 8 * network);
  });
});

describe('what is worth knowing before', () => {
  const notes = (method: unknown) => methodNotes(judged(method), table);

  it('is the size of a hypernetwork, and that a global one learns in the warm-up', () => {
    expect(notes({ name: 'hypernetwork' })).toEqual([
      "A hypernetwork for this network has 134 parameters, 2 times the network's own 67.",
    ]);
    expect(notes({ name: 'hypernetwork', scope: 'global', warmUpEpochs: 0 })[1]).toContain('Without a warm-up');
  });

  it('is what one hyperparameter step costs and what it does not see', () => {
    expect(notes({ name: 'implicit', terms: 20 })[0]).toContain(
      '20 products with the Hessian of 4 training batches, about as much work as 84 training steps',
    );
    expect(notes({ name: 'unrolled', unrolledSteps: 7 })[0]).toContain('7 steps of plain gradient descent');
  });

  it('is nothing for the others', () => {
    const others: readonly MethodConfig['name'][] = ['stn', 'fixed', 'gaussian'];
    for (const name of others)
      expect(methodNotes(judged(methodConfigSchema.parse({ name }), tunedDropout), table)).toEqual([]);
  });
});
