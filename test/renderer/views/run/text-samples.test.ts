// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { samplesOf, type TextSample, withoutSamples } from '../../../../src-renderer/views/run/text-samples.ts';
import TextSamples from '../../../../src-renderer/views/run/text-samples.vue';
import type { RunEvent } from '../../../../src-shared/contract/runs.ts';
import { mountWithHost } from '../../frame/mount-with-host.ts';
import { pressButton } from '../../press-button.ts';

const event = (step: number, text: string, kind = 'text-sample'): RunEvent => ({
  step,
  epoch: step / 100,
  kind,
  text,
  at: 1_000 * step,
});

const samples: readonly TextSample[] = [
  event(100, 'the the the'),
  event(200, 'and the king'),
  event(300, 'and he said'),
];

const show = (shown: readonly TextSample[], isLive = true) =>
  mountWithHost(TextSamples, { props: { samples: shown, isLive, locale: 'en' } });

afterEach(() => {
  vi.useRealTimers();
});

describe('the samples of a run', () => {
  it('are told apart from what else happened, and in order where a resumed run wrote some anew', () => {
    const events = [
      event(100, 'a'),
      event(300, 'old'),
      event(300, 'Resumed.', 'resumed'),
      event(200, 'b'),
      event(300, 'c'),
    ];
    expect(samplesOf(events).map(({ step, text }) => [step, text])).toEqual([
      [100, 'a'],
      [200, 'b'],
      [300, 'c'],
    ]);
    expect(withoutSamples(events).map(({ text }) => text)).toEqual(['Resumed.']);
  });
});

describe('the card of what the network writes', () => {
  it('shows the newest text with its epoch, and the one that comes after it', async () => {
    const { wrapper } = await show(samples);
    expect(wrapper.get('.text').text()).toBe('and he said');
    expect(wrapper.text()).toContain('epoch 3 · step 300');
    await wrapper.setProps({ samples: [...samples, event(350, 'in the beginning')] });
    expect(wrapper.get('.text').text()).toBe('in the beginning');
    expect(wrapper.text()).toContain('epoch 3.50');
  });

  it('leads back to earlier texts, stays there, and returns to the newest', async () => {
    const { wrapper } = await show(samples);
    const slider = wrapper.get('input[type="range"]');
    await slider.setValue(1);
    expect(wrapper.get('.text').text()).toBe('the the the');
    expect(slider.attributes('aria-valuetext')).toBe('Sample 1 of 3, epoch 1');
    await wrapper.setProps({ samples: [...samples, event(400, 'in the beginning')] });
    expect(wrapper.get('.text').text()).toBe('the the the');
    await pressButton(wrapper, 'Newest');
    expect(wrapper.get('.text').text()).toBe('in the beginning');
  });

  it('follows again once the slider stands at its end', async () => {
    const { wrapper } = await show(samples);
    await wrapper.get('input[type="range"]').setValue(2);
    await wrapper.get('input[type="range"]').setValue(3);
    await wrapper.setProps({ samples: [...samples, event(400, 'in the beginning')] });
    expect(wrapper.get('.text').text()).toBe('in the beginning');
  });

  it('says aloud that there is a new text, but not of every one, and never the text itself', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'Date'] });
    const { wrapper } = await show(samples);
    const status = () => wrapper.get('.text-samples > [role="status"]').text();
    expect(status()).toBe('');
    const grow = async (...more: readonly TextSample[]) => wrapper.setProps({ samples: [...samples, ...more] });
    await grow(event(400, 'd'));
    expect(status()).toBe('The network has written a new sample at epoch 4.');
    vi.advanceTimersByTime(30_000);
    await grow(event(400, 'd'), event(500, 'e'));
    expect(status()).toContain('epoch 4.');
    vi.advanceTimersByTime(31_000);
    await grow(event(400, 'd'), event(500, 'e'), event(600, 'f'));
    expect(status()).toContain('epoch 6.');
  });

  it('says what will appear, and of a run that is over that nothing did', async () => {
    expect((await show([])).wrapper.text()).toContain('appears here after the first epoch');
    expect((await show([], false)).wrapper.text()).toContain('No text was written');
  });
});
