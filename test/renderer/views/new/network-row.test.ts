// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { nextTick } from 'vue';
import NetworkRow from '../../../../src-renderer/views/new/network-row.vue';

const mounted: { unmount(): void }[] = [];
afterEach(() => {
  for (const wrapper of mounted.splice(0)) wrapper.unmount();
});

/** A network that loses its layers as it is told. */
function network(widths: readonly number[]) {
  const hidden = widths.map((width) => ({ width, activation: 'relu' as const }));
  const wrapper = mount(NetworkRow, {
    attachTo: document.body,
    props: {
      model: { kind: 'mlp', hidden },
      layers: [
        { name: 'dense1', inputs: 4, outputs: 8, activation: 'relu', parameters: 40, responseParameters: 0 },
        { name: 'output', inputs: 8, outputs: 3, activation: null, parameters: 27, responseParameters: 0 },
      ],
      inputWords: '4 columns',
      outputWords: '3 classes',
      locale: 'en',
      canAdd: true,
      onRemove: (index: number) => {
        hidden.splice(index, 1);
        void wrapper.setProps({ model: { kind: 'mlp', hidden: [...hidden] } });
      },
    },
  });
  mounted.push(wrapper);
  const remove = async (index: number) => {
    await wrapper.findAll('.remove')[index]?.trigger('click');
    await nextTick();
    return document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim();
  };
  return { wrapper, remove };
}

describe('the network', () => {
  it('counts what the host has counted', () => {
    const { wrapper } = network([8]);
    const boxes = wrapper.findAll('li.box').map((box) => box.text());
    expect(boxes[1]).toContain('4 → 8 · 40 parameters');
    expect(boxes[2]).toContain('8 → 3 · 27 parameters');
  });

  it('hands the focus of a removed layer to its neighbour, at last to what adds one', async () => {
    const { remove } = network([8, 16, 32]);
    expect(await remove(1)).toBe('Remove dense 2');
    expect(await remove(1)).toBe('Remove dense 1');
    expect(await remove(0)).toBe('Layer');
  });
});
