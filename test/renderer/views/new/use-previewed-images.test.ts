// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, nextTick } from 'vue';
import { clientKey } from '../../../../src-renderer/client.ts';
import { useDraft } from '../../../../src-renderer/stores/draft.ts';
import { startingStrengths, usePreviewedImages } from '../../../../src-renderer/views/new/use-previewed-images.ts';
import type { Client } from '../../../../src-shared/contract/client.ts';
import type { DataCard } from '../../../../src-shared/domain/data-card.ts';
import { datasetIdSchema } from '../../../../src-shared/domain/ids.ts';
import { modelTemplate } from '../../../../src-shared/domain/model-templates.ts';
import { runConfigSchema } from '../../../../src-shared/domain/run-config.ts';

const dataset = datasetIdSchema.parse('0123456789abcdef');
const grey = { inputs: 784, imageShape: [28, 28, 1] } as const;
const card = {
  id: dataset,
  form: 'images',
  name: 'clothes',
  imageShape: [28, 28, 1],
  columns: [],
} as unknown as DataCard;
const suggested = runConfigSchema.parse({
  data: { dataset },
  model: modelTemplate('small-cnn', grey),
  hyperparameters: { 'conv1.dropout': { mode: 'tuned' }, 'input.shift': { mode: 'tuned' } },
});
const answer = {
  imageShape: [28, 28, 1],
  labels: ['shirt'],
  originals: new Uint8Array(784),
  augmented: new Uint8Array(784),
  used: [],
};

type Asked = { values: Record<string, number>; seed: number; first: number; count: number };
type Answer = (input: Asked) => unknown;
/** Eight images at once. */
const whole = { ...answer, labels: Array<string>(8).fill('shirt') };

/** The draft of a run on grey images, looked at. */
async function previewed(answerTo: Answer = () => whole) {
  const asked: Asked[] = [];
  const answers: Record<string, (input: never) => unknown> = {
    'data.card': () => card,
    'plan.suggest': () => suggested,
    'plan.check': () => ({ problems: [], layers: [], applicable: [], tuned: 2, fixed: 0, rows: null, estimates: null }),
    'augmentation.preview': (input: Asked) => {
      asked.push(input);
      return answerTo(input);
    },
  };
  const client = { call: async (name: string, input: never) => answers[name]?.(input) } as unknown as Client;
  const pinia = createPinia();
  setActivePinia(pinia);
  let preview: ReturnType<typeof usePreviewedImages> | null = null;
  const Looking = defineComponent(() => {
    preview = usePreviewedImages();
    return () => null;
  });
  const wrapper = mount(Looking, { global: { plugins: [pinia], provide: { [clientKey as symbol]: client } } });
  const draft = useDraft();
  await draft.open(dataset);
  await vi.advanceTimersByTimeAsync(500);
  if (preview === null) throw new Error('Nobody looks.');
  return { draft, asked, preview: preview as ReturnType<typeof usePreviewedImages>, wrapper };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('strengths at the start', () => {
  it('are those of the input that are in use, where tuning starts or as they are held', () => {
    const strengths = startingStrengths(
      {
        'input.shift': { mode: 'tuned' },
        'input.rotation': { mode: 'fixed', value: 12 },
        'input.hue': { mode: 'tuned', start: 0.1 },
        'input.contrast': { mode: 'off' },
        'conv1.dropout': { mode: 'tuned' },
      },
      ['input.shift', 'input.rotation', 'input.contrast', 'conv1.dropout'],
    );
    expect(strengths).toEqual({ 'input.shift': 0.03, 'input.rotation': 12 });
  });
});

describe('the preview of a run that is set up', () => {
  it('is asked for once the settings have come to rest', async () => {
    const { draft, asked, preview } = await previewed();
    expect(asked.map(({ values }) => values)).toEqual([{ 'input.shift': 0.03 }]);
    expect(preview.images.value).toEqual(whole);
    draft.setCell('input.rotation', { mode: 'fixed', value: 10 });
    await vi.advanceTimersByTimeAsync(100);
    draft.setCell('input.rotation', { mode: 'fixed', value: 20 });
    await vi.advanceTimersByTimeAsync(500);
    expect(asked.slice(1).map(({ values }) => values)).toEqual([{ 'input.shift': 0.03, 'input.rotation': 20 }]);
  });

  it('asks for the rest where a busy machine had time for a few', async () => {
    const few = (input: Asked) => {
      const labels = Array.from({ length: Math.min(3, input.count) }, (_, index) => String(input.first + index));
      const pixels = new Uint8Array(labels.length * 784);
      return { ...answer, labels, originals: pixels, augmented: pixels };
    };
    const { asked, preview } = await previewed(few);
    expect(asked.map(({ first, count }) => [first, count])).toEqual([
      [0, 8],
      [3, 5],
      [6, 2],
    ]);
    expect(preview.images.value?.labels.join('')).toBe('01234567');
    expect(preview.images.value?.augmented).toHaveLength(8 * 784);
  });

  it('shows other draws when they are asked for', async () => {
    const { asked, preview } = await previewed();
    preview.again();
    await vi.advanceTimersByTimeAsync(500);
    expect(asked.map(({ seed }) => seed)).toEqual([1, 2]);
  });

  it('is gone where nothing is done to the images', async () => {
    const { draft, asked, preview } = await previewed();
    draft.setCell('input.shift', { mode: 'off' });
    await nextTick();
    expect(preview.isShown.value).toBe(false);
    await vi.advanceTimersByTimeAsync(500);
    expect(asked).toHaveLength(1);
  });

  it('is not asked for any more once nobody looks', async () => {
    const { draft, asked, wrapper } = await previewed();
    draft.setCell('input.rotation', { mode: 'fixed', value: 10 });
    wrapper.unmount();
    await vi.advanceTimersByTimeAsync(500);
    expect(asked).toHaveLength(1);
  });
});
