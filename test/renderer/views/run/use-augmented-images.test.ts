// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, ref, shallowRef } from 'vue';
import { useLiveRun } from '../../../../src-renderer/stores/live-run.ts';
import { inputStrengths, useAugmentedImages } from '../../../../src-renderer/views/run/use-augmented-images.ts';
import type { AugmentationRequest } from '../../../../src-shared/contract/augmentation.ts';
import type { Client } from '../../../../src-shared/contract/client.ts';
import type { RunDetails } from '../../../../src-shared/contract/runs.ts';
import { AppError } from '../../../../src-shared/domain/app-error.ts';
import { datasetIdSchema } from '../../../../src-shared/domain/ids.ts';
import { runConfigSchema } from '../../../../src-shared/domain/run-config.ts';
import { freshStores } from '../../stores/answering-host.ts';
import { row } from '../runs/row.ts';

const details = {
  row: row(1, { dataset: datasetIdSchema.parse('0123456789abcdef') }),
  config: runConfigSchema.parse({
    data: { dataset: '0123456789abcdef' },
    model: { kind: 'cnn', conv: [{ channels: 4 }] },
    hyperparameters: {
      'input.hue': { mode: 'tuned', start: 0.1 },
      'input.rotation': { mode: 'fixed', value: 5 },
      'input.shift': { mode: 'off' },
      'conv1.dropout': { mode: 'tuned' },
    },
  }),
} as unknown as RunDetails;

const scope = effectScope();
const asked: AugmentationRequest[] = [];
let refusal: AppError | null = null;
/** Images that the host hands out at a time. */
let atOnce = 8;
/** The hue that was logged last. */
let hue = 0.1;

beforeEach(() => {
  vi.useFakeTimers();
  asked.length = 0;
  refusal = null;
  atOnce = 8;
  hue = 0.1;
  const call = async (_: string, request: AugmentationRequest) => {
    asked.push(request);
    if (refusal !== null) throw refusal;
    const size = Math.min(request.count, atOnce);
    const pixels = new Uint8Array(size).fill(asked.length);
    const labels = Array.from({ length: size }, (_unused, index) => `image ${(request.first ?? 0) + index}`);
    return { imageShape: [1, 1, 1], labels, originals: pixels, augmented: pixels, used: Object.keys(request.values) };
  };
  freshStores({ call } as unknown as Client);
  vi.spyOn(useLiveRun(), 'wholeCurve').mockImplementation((series) => {
    const [steps, x, y] = [Float64Array.of(1), Float64Array.of(1), Float64Array.of(hue)];
    return series === 'hyperparameter/input.hue' ? { series, steps, x, y, total: 1 } : null;
  });
});
afterEach(() => {
  vi.useRealTimers();
});

function look() {
  const isLooked = ref(true);
  const made = scope.run(() => useAugmentedImages(shallowRef(details), isLooked));
  if (made === undefined) throw new Error('The scope has ended.');
  return { isLooked, ...made };
}

/** Lets the clock go on, and everything that follows from it. */
async function pass(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    vi.advanceTimersByTime(1_000);
    await flushPromises();
  }
}

it('the strengths of the input are those that are tuned and those that are held, and no others', () => {
  expect(inputStrengths(details)).toEqual([
    { name: 'input.hue', value: 0.1 },
    { name: 'input.rotation', value: 5 },
  ]);
});

describe('the images of the card', () => {
  it('come at the last logged strengths, and anew every two seconds while these move', async () => {
    const { images, strengths } = look();
    await flushPromises();
    expect(asked.map(({ values }) => values)).toEqual([{ 'input.hue': 0.1, 'input.rotation': 5 }]);
    for (let second = 0; second < 4; second += 1) {
      hue += 0.01;
      await pass(1);
    }
    expect(asked).toHaveLength(3);
    expect(images.value?.originals[0]).toBe(3);
    expect(strengths.value[0]?.value).toBeCloseTo(0.14);
    expect(new Set(asked.map(({ viewer }) => viewer)).size).toBe(1);
  });

  it('are gathered where the host hands out a few at a time, all at the strengths of one moment', async () => {
    atOnce = 3;
    const { images } = look();
    await flushPromises();
    expect(images.value?.labels).toHaveLength(3);
    hue = 0.3;
    await pass(4);
    expect(asked.map(({ first, count, values }) => [first, count, values['input.hue']])).toEqual([
      [0, 8, 0.1],
      [3, 5, 0.1],
      [6, 2, 0.1],
    ]);
    expect(images.value?.labels).toEqual(Array.from({ length: 8 }, (_, index) => `image ${index}`));
    expect([...(images.value?.augmented ?? [])]).toEqual([1, 1, 1, 2, 2, 2, 3, 3]);
    // The next set is begun; until it is whole the last one stays.
    await pass(2);
    expect(asked.at(-1)?.values).toMatchObject({ 'input.hue': 0.3 });
    expect(images.value?.augmented).toHaveLength(8);
    expect(images.value?.augmented[0]).toBe(1);
  });

  it('are not asked for again while nothing has moved that could be seen', async () => {
    look();
    await pass(3);
    hue += 1e-5;
    await pass(3);
    expect(asked).toHaveLength(1);
  });

  it('are not asked for while nobody looks, nor while they are paused', async () => {
    const { isLooked, isPaused } = look();
    await flushPromises();
    hue = 0.2;
    isLooked.value = false;
    await pass(4);
    isLooked.value = true;
    isPaused.value = true;
    await pass(4);
    expect(asked).toHaveLength(1);
    isPaused.value = false;
    await pass(1);
    expect(asked.at(-1)?.values).toMatchObject({ 'input.hue': 0.2 });
  });

  it('are drawn again with another seed on request, also while paused', async () => {
    const { isPaused, again } = look();
    await flushPromises();
    isPaused.value = true;
    await again();
    expect(asked.map(({ seed }) => seed)).toEqual([1, 2]);
  });

  it('stay when new ones are refused; the reason is said, and they are asked for again after a while', async () => {
    const { images, problem } = look();
    await flushPromises();
    refusal = new AppError('augmentation/takes-too-long', 'The preview took too long.');
    hue = 0.2;
    await pass(3);
    expect(problem.value).toBe('The preview took too long.');
    expect(images.value?.originals[0]).toBe(1);
    expect(asked).toHaveLength(2);
    refusal = null;
    await pass(10);
    expect(problem.value).toBeNull();
    expect(asked).toHaveLength(3);
  });
});
