// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import SealedTest from '../../../../src-renderer/views/run/sealed-test.vue';
import type { TestReport } from '../../../../src-shared/contract/runs.ts';
import { mountWithHost } from '../../frame/mount-with-host.ts';
import { row } from '../runs/row.ts';

const report = (metrics: Record<string, number>): TestReport => ({
  scores: { loss: 1.02, metrics, rows: 78_669 },
  scoredAt: 1_700_000_000_000,
  firstOpenedAt: 1_700_000_000_000,
  openings: 1,
});

const card = async (test: TestReport | null, isText: boolean) =>
  (await mountWithHost(SealedTest, { props: { row: row(1), test, locale: 'en', isText } })).wrapper;

describe('the card of the sealed test set', () => {
  it('has the perplexity with one decimal, bits with three, and counts the tokens of a text', async () => {
    const wrapper = await card(report({ perplexity: 2.7731, bitsPerCharacter: 1.4714 }), true);
    const facts = wrapper.findAll('dl > div').map((fact) => fact.text());
    expect(facts).toEqual(['Loss1.02', 'Perplexity2.8', 'Bits per character1.471', 'Tokensn = 78,669']);
  });

  it('speaks of rows where there are some, and of a text where there is one', async () => {
    expect((await card(null, false)).text()).toContain(
      'Rows that neither training nor tuning has seen. Open them once',
    );
    expect((await card(null, true)).text()).toContain('Text that neither training nor tuning has seen. Open it once');
    expect((await card(report({ accuracy: 0.9 }), false)).text()).toContain('Rowsn = 78,669');
  });
});
