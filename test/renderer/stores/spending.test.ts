// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { useEpochScores } from '../../../src-renderer/stores/epoch-scores.ts';
import { useSpending } from '../../../src-renderer/stores/spending.ts';
import type { Client } from '../../../src-shared/contract/client.ts';
import { runIdSchema } from '../../../src-shared/domain/ids.ts';
import { row } from '../views/runs/row.ts';
import { freshStores } from './answering-host.ts';

const id = (number: number) => runIdSchema.parse(number);

interface Question {
  readonly axis: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly curves: readonly { readonly run: number; readonly series: string }[];
}

/** A host whose runs have four epochs of ten steps and half a second, with losses 4, 2, 3 and their number over 10. */
function fakeHost() {
  const asked: Question[] = [];
  const call = async (_: string, question: Question) => {
    asked.push(question);
    const per = question.axis === 'seconds' ? 0.5 : question.axis === 'step' ? 10 : 1;
    return {
      curves: question.curves.map(({ run, series }) => {
        const epochs = [1, 2, 3, 4].filter((epoch) => epoch >= (question.from ?? 0) && epoch <= (question.to ?? 9));
        const losses = [4, 2, 3, run / 10];
        const y = epochs.map((epoch) => (series === 'loss/validation' ? (losses[epoch - 1] ?? 0) : epoch / 10));
        return {
          run,
          series,
          x: Float64Array.from(epochs, (epoch) => epoch * per),
          y: Float64Array.from(y),
          steps: Float64Array.from(epochs, (epoch) => epoch * 10),
          total: epochs.length,
        };
      }),
    };
  };
  return { asked, client: { call } as unknown as Client };
}

let host = fakeHost();
beforeEach(() => {
  host = fakeHost();
  freshStores(host.client);
});

describe('the best so far of picked runs', () => {
  it('falls where a lower loss was found, each run by itself, and holds to what the run spent', async () => {
    const spending = useSpending();
    await spending.load([[id(1), id(50)], [id(2)]], 'seconds');
    expect(spending.curves.map(({ arm, seed, x, y, end }) => [arm, seed, [...x], [...y], end])).toEqual([
      [0, 0, [0.5, 1, 2], [4, 2, 0.1], 2],
      // Its last epoch is worse than its second.
      [0, 1, [0.5, 1, 2], [4, 2, 2], 2],
      [1, 0, [0.5, 1, 2], [4, 2, 0.2], 2],
    ]);
  });

  it('is counted in steps when asked', async () => {
    const spending = useSpending();
    await spending.load([[id(1)]], 'steps');
    expect([host.asked[0]?.axis, [...(spending.curves[0]?.x ?? [])]]).toEqual(['step', [10, 20, 40]]);
  });
});

describe('scores at a named epoch', () => {
  it('are asked for around that epoch alone, and are there of the runs that came so far', async () => {
    const scores = useEpochScores();
    await scores.load([row(1), row(2)], 3);
    expect([host.asked[0]?.from, host.asked[0]?.to]).toEqual([2.5, 3.5]);
    expect(scores.byRun.get(id(2))).toEqual({ epoch: 3, loss: 3, metric: 0.3 });
    await scores.load([row(1)], 7);
    expect(scores.byRun.size).toBe(0);
  });
});
