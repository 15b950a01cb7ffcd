// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { tuneItems } from '../../../../src-renderer/views/new/bulk-words.ts';
import { cellWords } from '../../../../src-renderer/views/new/cell-words.ts';
import TuningGrid from '../../../../src-renderer/views/new/tuning-grid.vue';
import type { HyperparameterKind } from '../../../../src-shared/domain/hyperparameter.ts';
import type { ModelConfig } from '../../../../src-shared/domain/run-config.ts';
import { applicableNames } from '../../../../src-shared/domain/settle-hyperparameters.ts';
import { paperLstm } from '../../../support/paper-seven.ts';

const data = { inputs: 1, imageShape: null, tokens: { vocabulary: 100, isRunningText: true } };
const mounted: { unmount(): void }[] = [];
afterEach(() => {
  for (const wrapper of mounted.splice(0)) wrapper.unmount();
});

function grid(kinds: readonly HyperparameterKind[], model: ModelConfig = paperLstm) {
  const wrapper = mount(TuningGrid, {
    props: {
      model,
      kinds,
      applicable: applicableNames({ model, data }),
      settings: { 'recurrent.activationPenalty': { mode: 'tuned' } },
      form: 'text',
      locale: 'en',
      selected: null,
    },
  });
  mounted.push(wrapper);
  return {
    rows: wrapper.findAll('tbody th').map((head) => head.text()),
    usable: wrapper.findAll('td:not([aria-disabled])').map((cell) => cell.get('.spoken').text()),
  };
}

describe('the grid of an LSTM', () => {
  it('has the lines that carry something, and the input and a tied output carry nothing', () => {
    const layers: readonly HyperparameterKind[] = ['dropout', 'embeddingDropout', 'l2', 'l1'];
    expect(grid(layers).rows).toEqual(['Embedding', 'LSTM 1', 'LSTM 2']);
    expect(grid(layers, { ...paperLstm, isTied: false }).rows).toEqual(['Embedding', 'LSTM 1', 'LSTM 2', 'Output']);
  });

  it('has one line for what all LSTM layers share', () => {
    const { rows, usable } = grid(['dropConnect', 'activationPenalty', 'temporalPenalty']);
    expect(rows).toEqual(['All LSTM layers']);
    expect(usable).toEqual([
      'DropConnect: off',
      'Activation penalty α: tuned from 0.05, never below 0 and without an upper end',
      'Temporal penalty β: off',
    ]);
  });

  it('says in words where a range ends and where it does not', () => {
    const words = (range: [number | null, number | null]) =>
      cellWords('recurrent.temporalPenalty', { mode: 'tuned', start: 1, range }, { form: 'text', locale: 'en' });
    expect(words([0, null])).toBe('Temporal penalty β: tuned from 1, never below 0 and without an upper end');
    expect(words([0, 4])).toBe('Temporal penalty β: tuned from 1, between 0 and 4');
  });

  it('offers the seven of the paper in one step', () => {
    const scopes: unknown[] = [];
    const items = tuneItems(applicableNames({ model: paperLstm, data }), (action, scope) =>
      scopes.push([action, scope]),
    );
    expect(items.map(({ label }) => label)).toEqual([
      'All dropouts and both activation penalties',
      'All dropouts, DropConnect too',
      'Both activation penalties',
      'L2 of every layer',
      'L1 of every layer',
      'Everything',
    ]);
    items[0]?.choose();
    expect(scopes).toEqual([['tune', { of: 'groups', groups: ['dropout', 'activation'] }]]);
  });
});
