import { describe, expect, it } from 'vitest';
import { type ParallelRun, parallelInput } from '../../../../src-renderer/views/compare/parallel-axes.ts';
import { runConfigSchema } from '../../../../src-shared/domain/run-config.ts';
import { row } from '../runs/row.ts';

const config = (learningRate: number, dropout: number) =>
  runConfigSchema.parse({
    data: { dataset: '0123456789abcdef' },
    model: { kind: 'mlp', hidden: [{ width: 8 }] },
    hyperparameters: { 'dense1.dropout': { mode: 'fixed', value: dropout } },
    training: { optimizer: { name: 'sgd', learningRate } },
  });

function run(id: number, loss: number, over: Partial<ParallelRun> = {}): ParallelRun {
  return {
    row: row(id, { best: { epoch: 1, loss, metric: 0.9 } }),
    ordinal: 0,
    group: 'a',
    config: config(id / 10, id / 100),
    values: {},
    ...over,
  };
}

describe('the axes of parallel coordinates', () => {
  it('are the values held, the settings that differ, and last the loss', () => {
    const { axes, lines } = parallelInput('t', [run(2, 0.2), run(1, 0.1)]);
    expect(axes.map(({ id }) => id)).toEqual(['dense1.dropout', 'training.optimizer.learningRate', 'loss']);
    expect(lines.map(({ label, values }) => [label, ...values])).toEqual([
      ['#1 run 1', 0.01, 0.1, 0.1],
      ['#2 run 2', 0.02, 0.2, 0.2],
    ]);
  });

  it('take a penalty by its powers, and the best epoch before what was held', () => {
    const tuned = (id: number, l2: number) =>
      run(id, id, {
        row: row(id, { best: { epoch: 1, loss: id, metric: 1 }, bestHyperparameters: { 'dense1.l2': l2 } }),
      });
    const { axes } = parallelInput('t', [tuned(1, 1e-4), tuned(2, 2e-4)]);
    expect(axes.find(({ id }) => id === 'dense1.l2')?.scale).toBe('log');
  });

  it('leave out runs without a score, and of too many keep those with the lowest loss, saying so', () => {
    const many = Array.from({ length: 400 }, (_, index) => run(index + 1, 400 - index));
    const unscored = run(999, 0, { row: row(999, { best: null }) });
    const { lines, notes } = parallelInput('t', [...many, unscored]);
    expect(lines).toHaveLength(300);
    expect(lines[0]?.values.at(-1)).toBe(1);
    expect(notes.join(' ')).toContain('the 300 of 400 runs with the lowest loss');
  });

  it('have one axis for what several settings divide alike', () => {
    const grouped = [run(1, 0.1, { group: 'a' }), run(2, 0.2, { group: 'b' })];
    expect(
      parallelInput('t', grouped)
        .axes.filter(({ scale }) => scale === 'words')
        .map(({ id }) => id),
    ).toEqual(['experiment']);
  });

  it('are at most twelve, those that go with the loss most', () => {
    const names = Array.from({ length: 20 }, (_, index) => `dense${index + 1}.dropout`);
    // The first name rises with the loss, the others alternate.
    const runs = Array.from({ length: 8 }, (_, id) =>
      run(id + 1, id, {
        config: null,
        values: Object.fromEntries(names.map((name, index) => [name, index === 0 ? id / 10 : (id % 2) / (index + 1)])),
      }),
    );
    const { axes, notes } = parallelInput('t', runs);
    expect(axes).toHaveLength(11);
    expect(axes[0]?.id).toBe('dense1.dropout');
    expect(notes.join(' ')).toContain('10 more differ');
  });
});
