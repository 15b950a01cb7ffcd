// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { useCompare } from '../../../src-renderer/stores/compare.ts';
import { useRuns } from '../../../src-renderer/stores/runs.ts';
import type { Client } from '../../../src-shared/contract/client.ts';
import { runIdSchema } from '../../../src-shared/domain/ids.ts';
import { runConfigSchema } from '../../../src-shared/domain/run-config.ts';
import { row } from '../views/runs/row.ts';
import { freshStores } from './answering-host.ts';

const ids = [1, 2].map((id) => runIdSchema.parse(id));
const ends = {
  'input.dropout': 0.06,
  'dense1.dropout': 0.4,
  'input.gaussianNoise': 0.5,
  'dense1.l2': 1e-2,
  'output.l2': 1e-6,
};
const config = runConfigSchema.parse({
  data: { dataset: '0123456789abcdef' },
  model: { kind: 'mlp', hidden: [{ width: 16 }] },
  hyperparameters: Object.fromEntries(Object.keys(ends).map((name) => [name, { mode: 'tuned' }])),
});

/** A host with a config for every run and a curve of one point for every question; it keeps what was asked. */
function fakeHost() {
  const asked: string[][] = [];
  const call = async (name: string, input: { curves: { run: number; series: string }[] }) => {
    if (name === 'runs.get') return { config };
    asked.push(input.curves.map(({ series }) => series));
    const point = { x: Float64Array.of(1), y: Float64Array.of(1), steps: Float64Array.of(1), total: 1 };
    return { curves: input.curves.map((wanted) => ({ ...wanted, ...point })) };
  };
  return { asked, client: { call } as unknown as Client };
}

let host = fakeHost();
beforeEach(() => {
  host = fakeHost();
  freshStores(host.client);
  for (const id of [1, 2, 3]) useRuns().take(row(id, { experiment: id < 3 ? 'a' : 'b', finalHyperparameters: ends }));
});

describe('the runs that are compared', () => {
  it('show of five schedules the four that moved most, and ask for no curve of the fifth', async () => {
    const compare = useCompare();
    await compare.choose(ids);
    expect(compare.shown).toEqual(Object.keys(ends).filter((name) => name !== 'input.dropout'));
    expect(host.asked.flat()).not.toContain('hyperparameter/input.dropout');
    expect(compare.byName.has('2/hyperparameter/output.l2')).toBe(true);
  });

  it('show what was picked, in place of that', async () => {
    const compare = useCompare();
    await compare.choose(ids);
    await compare.show(['input.dropout']);
    expect([compare.shown, compare.isPicked]).toEqual([['input.dropout'], true]);
    expect(new Set(host.asked.at(-1))).toEqual(
      new Set(['loss/validation', 'loss/train', 'hyperparameter/input.dropout']),
    );
  });

  it('of many experiments have no training losses, and no question for them, until these are wanted', async () => {
    const many = [11, 12, 13, 14, 15].map((id) => runIdSchema.parse(id));
    for (const id of many) useRuns().take(row(id, { experiment: `e${id}`, finalHyperparameters: ends }));
    const compare = useCompare();
    await compare.choose(many);
    expect([compare.showsTraining, host.asked.flat().includes('loss/train')]).toEqual([false, false]);
    await compare.showTraining(true);
    expect([compare.showsTraining, compare.byName.has('15/loss/train')]).toEqual([true, true]);
  });

  it('of more runs than a picture bears have no schedules unasked, and no question for them', async () => {
    const many = Array.from({ length: 151 }, (_, index) => runIdSchema.parse(1_000 + index));
    for (const id of many) useRuns().take(row(id, { experiment: `e${id}`, finalHyperparameters: ends }));
    const compare = useCompare();
    await compare.choose(many);
    expect([compare.shown, [...new Set(host.asked.flat())]]).toEqual([[], ['loss/validation']]);
    await compare.show(['dense1.l2']);
    expect(compare.byName.has('1150/hyperparameter/dense1.l2')).toBe(true);
  });

  it('ask for no curve while another page is open, and for all of them once theirs is', async () => {
    const compare = useCompare();
    compare.setDrawn(false);
    await compare.choose(ids);
    expect(host.asked).toEqual([]);
    compare.setDrawn(true);
    await vi.waitFor(() => expect(compare.byName.has('2/loss/validation')).toBe(true));
  });

  it('ask for the settings of the first experiments alone, and for the others when they are wanted', async () => {
    const many = Array.from({ length: 40 }, (_, index) => runIdSchema.parse(2_000 + index));
    for (const id of many) useRuns().take(row(id, { experiment: `e${id}`, finalHyperparameters: ends }));
    const compare = useCompare();
    await compare.choose(many);
    expect(compare.configs.size).toBe(24);
    await compare.loadConfigs(30);
    expect(compare.configs.size).toBe(30);
  });

  it('are asked for again when they went on, and not once the screen was left', async () => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const compare = useCompare();
    await compare.choose(ids);
    const goOn = async (epochs: number) => {
      useRuns().take(row(2, { experiment: 'a', epochs, finalHyperparameters: ends }));
      const before = host.asked.length;
      await vi.advanceTimersByTimeAsync(10_000);
      return host.asked.length - before;
    };
    // The first sum of epochs belongs to the choice itself.
    await goOn(21);
    expect(await goOn(22)).toBe(1);
    compare.leave();
    expect(await goOn(23)).toBe(0);
    await compare.choose(ids);
    expect(compare.byName.size).toBe(12);
  });

  it('stay at rest while others change, and follow their own', async () => {
    const compare = useCompare();
    await compare.choose(ids);
    const before = [compare.rows, compare.hyperparameters, compare.shown];
    useRuns().take(row(3, { experiment: 'b', bytes: 7 }));
    expect([compare.rows, compare.hyperparameters, compare.shown].map((list, at) => list === before[at])).toEqual([
      true,
      true,
      true,
    ]);
    useRuns().take(row(2, { experiment: 'a', notes: 'new', finalHyperparameters: ends }));
    expect(compare.rows === before[0]).toBe(false);
    expect(compare.hyperparameters === before[1]).toBe(true);
  });
});
