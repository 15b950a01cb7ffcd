// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { expect, it } from 'vitest';
import { createApp } from 'vue';
import { clientKey } from '../../../../src-renderer/client.ts';
import { useDraft } from '../../../../src-renderer/stores/draft.ts';
import StnSettings from '../../../../src-renderer/views/new/stn-settings.vue';
import type { Client } from '../../../../src-shared/contract/client.ts';
import { datasetIdSchema } from '../../../../src-shared/domain/ids.ts';
import { runConfigSchema } from '../../../../src-shared/domain/run-config.ts';

const dataset = datasetIdSchema.parse('0123456789abcdef');
const suggested = runConfigSchema.parse({
  data: { dataset },
  model: { kind: 'mlp', hidden: [] },
  hyperparameters: { 'output.l2': { mode: 'tuned' } },
});
const message = 'The warm-up leaves nothing to tune in.';
const answers: Readonly<Record<string, unknown>> = {
  'data.card': { id: dataset, form: 'table', name: 'wine', columns: [] },
  'plan.suggest': suggested,
  'plan.check': {
    problems: [{ path: 'method.warmUpEpochs', message }],
    layers: [],
    applicable: [],
    tuned: 1,
    fixed: 0,
    rows: null,
    estimates: null,
  },
};

it('what is wrong with the warm-up is said at its field', async () => {
  const client = { call: async (procedure: string) => answers[procedure] } as unknown as Client;
  const pinia = createPinia();
  const draft = createApp({})
    .provide(clientKey, client)
    .use(pinia)
    .runWithContext(() => useDraft());
  await draft.open(dataset);
  await draft.checkNow();
  const wrapper = mount(StnSettings, { global: { plugins: [pinia], provide: { [clientKey as symbol]: client } } });
  const wrong = wrapper.findAll('.field').filter((field) => field.find('[aria-invalid="true"]').exists());
  expect(wrong.map((field) => [field.get('label').text(), field.get('.problem').text()])).toEqual([
    ['Warm-up', message],
  ]);
  wrapper.unmount();
});
