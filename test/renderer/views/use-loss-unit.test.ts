// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { defineComponent } from 'vue';
import LossUnitField from '../../../src-renderer/views/loss-unit-field.vue';
import { tokenLevelOf, useLossUnit } from '../../../src-renderer/views/use-loss-unit.ts';
import type { DataCard, TokenLevel } from '../../../src-shared/domain/data-card.ts';
import { mountWithHost } from '../frame/mount-with-host.ts';

async function screen(level: TokenLevel | null, path = '/runs/1?seen=1') {
  const component = defineComponent({
    components: { LossUnitField },
    setup: () => useLossUnit(() => level),
    template: `<LossUnitField v-model:unit="lossUnit" v-model:scale="lossScale" :units="lossUnits" /><p>{{ lossUnit }} {{ lossScale }}</p>`,
  });
  const mounted = await mountWithHost(component, { path });
  const chosen = () => mounted.wrapper.get('p').text();
  const choose = async (label: string, value: string) => {
    const field = mounted.wrapper.findAll('label').find((one) => one.text().startsWith(label));
    await field?.get('select').setValue(value);
    await flushPromises();
  };
  return { ...mounted, chosen, choose };
}

describe('the unit of the losses of a screen', () => {
  it('is the perplexity of words on a logarithmic axis until something else is chosen, and the address holds that', async () => {
    const { chosen, choose, router } = await screen('word');
    expect(chosen()).toBe('perplexity log');
    await choose('Loss as', 'nats');
    expect(chosen()).toBe('nats linear');
    expect(router.currentRoute.value.query).toEqual({ seen: '1', unit: 'nats' });
    await choose('Loss as', 'perplexity');
    expect(router.currentRoute.value.query).toEqual({ seen: '1' });
  });

  it('is taken from the address, and bits of characters otherwise', async () => {
    expect((await screen('character')).chosen()).toBe('bits linear');
    expect((await screen('character', '/runs/1?unit=perplexity')).chosen()).toBe('perplexity log');
    expect((await screen('word', '/runs/1?unit=bits')).chosen()).toBe('perplexity log');
  });

  it('keeps the axis that was chosen for each', async () => {
    const { chosen, choose } = await screen('word');
    await choose('Scale', 'linear');
    expect(chosen()).toBe('perplexity linear');
    await choose('Loss as', 'nats');
    await choose('Scale', 'log');
    await choose('Loss as', 'perplexity');
    expect(chosen()).toBe('perplexity linear');
  });

  it('is no choice for data that are no running text', async () => {
    const { wrapper, chosen } = await screen(null, '/runs/1?unit=perplexity');
    expect(chosen()).toBe('loss linear');
    expect(wrapper.findAll('select')).toHaveLength(1);
  });
});

it('what a text is made of is told by its card, and where that is gone by what its runs were scored by', () => {
  const card = (form: string, level?: TokenLevel) =>
    ({ form, ...(level === undefined ? {} : { vocabulary: { level } }) }) as unknown as DataCard;
  expect(tokenLevelOf(card('text', 'character'), 'perplexity')).toBe('character');
  expect(tokenLevelOf(card('sequences', 'character'), 'accuracy')).toBeNull();
  expect([null, 'perplexity', 'bitsPerCharacter'].map((metric) => tokenLevelOf(null, metric ?? ''))).toEqual([
    null,
    'word',
    'character',
  ]);
});
