// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import CompareChoices from '../../../../src-renderer/views/compare/compare-choices.vue';
import { mountWithHost } from '../../frame/mount-with-host.ts';

const choices = (change: Record<string, unknown>) =>
  mountWithHost(CompareChoices, {
    props: {
      hyperparameters: ['lstm2.dropout'],
      lossUnits: ['perplexity', 'nats'],
      axis: 'epoch',
      lossUnit: 'perplexity',
      lossScale: 'log',
      showsLosses: true,
      showsTraining: false,
      showsTraces: false,
      shown: ['lstm2.dropout'],
      ...change,
    },
  });
const labels = async (change: Record<string, unknown>) =>
  (await choices(change)).wrapper.findAll('label').map((label) => /^[A-Z][a-z ]+?(?=[A-Z]|$)/.exec(label.text())?.[0]);

it('losses can be left out, and what is chosen of them with them', async () => {
  expect(await labels({})).toEqual(['Axis', 'Loss as', 'Scale of the loss', 'Losses', 'Training', 'Each seed']);
  expect(await labels({ showsLosses: false })).toEqual(['Axis', 'Losses', 'Each seed']);
});

it('without a schedule the losses stay', async () => {
  expect(await labels({ showsLosses: false, shown: [] })).toEqual([
    'Axis',
    'Loss as',
    'Scale of the loss',
    'Training',
    'Each seed',
  ]);
});
