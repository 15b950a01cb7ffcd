// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { useDatasets } from '../../../../src-renderer/stores/datasets.ts';
import { useRuns } from '../../../../src-renderer/stores/runs.ts';
import FoundScores from '../../../../src-renderer/views/run/found-scores.vue';
import type { RunRow } from '../../../../src-shared/contract/runs.ts';
import type { TokenLevel } from '../../../../src-shared/domain/data-card.ts';
import { mountWithHost } from '../../frame/mount-with-host.ts';
import { row } from '../runs/row.ts';

async function sentence(
  shown: RunRow,
  { others = [], level }: { others?: readonly RunRow[]; level?: TokenLevel } = {},
) {
  const cards = level === undefined ? [] : [{ card: { id: shown.dataset, form: 'text', vocabulary: { level } } }];
  const { wrapper } = await mountWithHost(FoundScores, {
    props: { row: shown, locale: 'en' },
    answers: {
      'runs.list': () => [shown, ...others],
      'data.list': () => ({ datasets: cards, unreadable: [] }),
      'data.samples': () => [],
    },
  });
  await Promise.all([useRuns().refresh(), useDatasets().refresh()]);
  await flushPromises();
  return wrapper.text().replaceAll(/\s+/g, ' ');
}

const ofText = (id: number, loss: number, over: Partial<RunRow> = {}) => {
  const score = { epoch: 4, loss, metric: Math.exp(loss) };
  return row(id, { metric: 'perplexity', best: score, last: score, ...over });
};

it('a run is held against the best one with fixed values, both with their perplexity', async () => {
  const fixed = [ofText(1, 5.2, { method: 'fixed' }), ofText(2, 5, { method: 'fixed' })];
  expect(await sentence(ofText(3, 4.8), { others: fixed, level: 'word' })).toBe(
    'Best validation loss 4.8 at epoch 4 (perplexity 121.5); last 4.8 at epoch 4. ' +
      'Baseline: run 2 with fixed values on the same data, best 5 (perplexity 148.4, 1 seed).',
  );
});

it('of characters the loss is said in bits too', async () => {
  expect(await sentence(ofText(1, Math.log(3)), { level: 'character' })).toContain(
    '(perplexity 3.0, 1.585 bits per character)',
  );
});

it('without a run of fixed values that is said', async () => {
  expect(await sentence(row(1))).toContain('(accuracy 90.0%); last 0.4 at epoch 20. There is no run with fixed values');
});
