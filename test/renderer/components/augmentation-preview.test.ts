// @vitest-environment happy-dom
import { mount, type VueWrapper } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import AugmentationPreview from '../../../src-renderer/components/augmentation-preview.vue';
import ImageTile from '../../../src-renderer/components/image-tile.vue';

const images = {
  imageShape: [1, 2, 3] as [number, number, number],
  labels: ['cat', 'dog'],
  originals: Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
  augmented: Uint8Array.from([21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32]),
};
const strengths = [
  { name: 'input.hue', value: 0.1 },
  { name: 'input.cutoutLength', value: 7.84 },
];
const preview = (change: object = {}) =>
  mount(AugmentationPreview, {
    props: { title: 'What the network sees now', images, strengths, locale: 'en', ...change },
  });

describe('the preview of augmented images', () => {
  it('shows each image as it is above the same image as training shows it', () => {
    const pairs = preview().findAll('.pair');
    expect(pairs.map((pair) => pair.attributes('title'))).toEqual(['cat', 'dog']);
    const pixels = pairs.map((pair) =>
      pair.findAllComponents(ImageTile).map((tile: VueWrapper) => [...(tile.props() as { pixels: Uint8Array }).pixels]),
    );
    expect(pixels).toEqual([
      [
        [1, 2, 3, 4, 5, 6],
        [21, 22, 23, 24, 25, 26],
      ],
      [
        [7, 8, 9, 10, 11, 12],
        [27, 28, 29, 30, 31, 32],
      ],
    ]);
  });

  it('says how far the images are disturbed, whole numbers rounded down, to eyes and ears alike', () => {
    const shown = preview();
    expect(shown.findAll('dl div').map((row) => row.text())).toEqual([
      'Hueturned by up to 36° either way',
      'Cutout length7 px, tuned at 7.84',
    ]);
    expect(shown.find('[role=img]').attributes('aria-label')).toBe(
      '2 training images, each as it is and as training shows it: hue turned by up to 36° either way, cutout length 7 px, tuned at 7.84',
    );
  });

  it('can be paused while it is renewed, and draws again on request', async () => {
    const shown = preview({ canPause: true });
    await shown.find('button[aria-label="Pause the images"]').trigger('click');
    await shown.find('button[aria-label="Draw other disturbances"]').trigger('click');
    expect(shown.emitted('update:isPaused')).toEqual([[true]]);
    expect(shown.emitted('again')).toHaveLength(1);
    expect(preview().find('button[aria-label="Pause the images"]').exists()).toBe(false);
  });

  it('says what will appear before the first images, and why there are none', () => {
    expect(preview({ images: null }).text()).toContain('Training images appear here');
    const refused = preview({ images: null, problem: 'The data set is gone.' });
    expect(refused.find('[role=status]').text()).toBe('The data set is gone.');
  });
});
