// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import ImageGrid from '../../../../src-renderer/views/data/image-grid.vue';

const preview = {
  form: 'images' as const,
  imageShape: [2, 2, 3] as [number, number, number],
  pixels: new Uint8Array(4 * 12),
  labels: ['cat', 'dog', 'cat', 'newt'],
  totalRows: 900,
};

it('shows every image with its class, or those of one class', async () => {
  const wrapper = mount(ImageGrid, { props: { preview, locale: 'en' } });
  expect(wrapper.findAll('li .label').map((label) => label.text())).toEqual(['cat', 'dog', 'cat', 'newt']);
  expect(wrapper.findAll('option').map((option) => option.text())).toEqual(['all classes', 'cat', 'dog', 'newt']);
  expect(wrapper.find('button').exists()).toBe(false);
  await wrapper.get('select').setValue('cat');
  expect(wrapper.findAll('li')).toHaveLength(2);
  expect(wrapper.get('.under').text()).toBe('2 of 900 images, those of class cat among the first 4');
});

it('asks for more where there are more', async () => {
  const wrapper = mount(ImageGrid, { props: { preview, locale: 'en', canAsk: true } });
  await wrapper.get('button').trigger('click');
  expect(wrapper.emitted('more')).toHaveLength(1);
  await wrapper.setProps({ preview: { ...preview, totalRows: 4 } });
  expect(wrapper.find('button').exists()).toBe(false);
});
