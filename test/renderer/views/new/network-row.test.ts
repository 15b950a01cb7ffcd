// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { nextTick } from 'vue';
import NetworkRow from '../../../../src-renderer/views/new/network-row.vue';

const mounted: { unmount(): void }[] = [];
afterEach(() => {
  for (const wrapper of mounted.splice(0)) wrapper.unmount();
});

const uncounted = { responseParameters: 0, products: 0, activities: 0 };

/** A network that loses its layers as it is told. */
function network(widths: readonly number[]) {
  const hidden = widths.map((width) => ({ width, activation: 'relu' as const }));
  const wrapper = mount(NetworkRow, {
    attachTo: document.body,
    props: {
      model: { kind: 'mlp', hidden },
      layers: [
        { name: 'dense1', inputs: 4, outputs: 8, shape: [8], activation: 'relu', parameters: 40, ...uncounted },
        { name: 'output', inputs: 8, outputs: 3, shape: [3], activation: null, parameters: 27, ...uncounted },
      ],
      inputWords: '4 columns',
      outputWords: '3 classes',
      locale: 'en',
      onRemove: (_list: string, index: number) => {
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

  it('shows what each convolution does and what comes out of it', () => {
    const conv = { channels: 64, kernel: 5, stride: 2, pool: 2, activation: 'elu' } as const;
    const summary = {
      inputs: 3072,
      outputs: 4096,
      shape: [8, 8, 64],
      activation: 'elu',
      parameters: 4864,
      ...uncounted,
    };
    const wrapper = mount(NetworkRow, {
      props: {
        model: { kind: 'cnn', conv: [conv, { ...conv, stride: 1, pool: 1 }], hidden: [] },
        layers: [
          { name: 'conv1', ...summary },
          { name: 'flatten', ...summary, shape: [4096] },
        ],
        inputWords: '32 × 32 pixels, colour',
        outputWords: '10 classes',
        locale: 'en',
        problemAt: (path: string) => (path === 'model.conv.1' ? 'Nothing is left to pool.' : null),
      },
    });
    mounted.push(wrapper);
    const boxes = wrapper.findAll('li.box').map((box) => box.text());
    expect(boxes[1]).toContain('64 channels5 × 5, stride 2, pool 2ELU');
    expect(boxes[1]).toContain('→ 8 × 8 × 64');
    expect(boxes[1]).toContain('4,864 parameters');
    expect(boxes[2]).toContain('5 × 5ELU');
    expect(boxes[2]).toContain('Nothing is left to pool.');
    expect(boxes[3]).toBe('Flatten4,096 values');
  });

  it('names the field of a convolution that is changed by its path', async () => {
    const conv = { channels: 64, kernel: 5, stride: 1, pool: 1, activation: 'relu' } as const;
    const wrapper = mount(NetworkRow, {
      attachTo: document.body,
      props: {
        model: { kind: 'cnn', conv: [conv], hidden: [] },
        layers: [],
        inputWords: '64 columns',
        outputWords: '2 classes',
        isLine: true,
        locale: 'en',
        problemAt: (path: string) => (path === 'model.conv.0.kernel' ? 'Expected an odd number.' : null),
      },
    });
    mounted.push(wrapper);
    expect(wrapper.text()).toContain('length 5');
    expect(wrapper.find('.remove').exists()).toBe(false);
    await wrapper.get('[title="Edit this layer"]').trigger('click');
    await flushPromises();
    const editor = document.body.querySelector('.conv-editor');
    expect(editor?.textContent).toContain('Expected an odd number.');
    const kernel = editor?.querySelectorAll('input')[1];
    if (kernel === undefined) throw new Error('There is no field for the kernel.');
    kernel.value = '7';
    kernel.dispatchEvent(new Event('input'));
    expect(wrapper.emitted('set')).toEqual([['model.conv.0.kernel', 7]]);
  });
});
