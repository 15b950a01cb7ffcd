// @vitest-environment happy-dom
import { mount, RouterLinkStub } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import WellKnownSets from '../../../../src-renderer/views/data/well-known-sets.vue';
import type { DownloadPhase, KnownSet } from '../../../../src-shared/contract/downloads.ts';
import { datasetIdSchema } from '../../../../src-shared/domain/ids.ts';

const dataset = datasetIdSchema.parse('0123456789abcdef');

function set(state: DownloadPhase = { phase: 'idle' }, received = 0): KnownSet {
  return {
    name: 'shapes',
    title: 'Shapes',
    description: 'Circles and squares.',
    rows: 70_000,
    imageShape: [28, 28, 1],
    classes: 2,
    bytes: 30_000_000,
    storedBytes: 55_000_000,
    files: [
      { name: 'a.gz', url: 'https://example.org/a.gz', bytes: 10_000_000, sha256: 'a'.repeat(64) },
      { name: 'b.gz', url: 'https://files.example.net/b.gz', bytes: 20_000_000, sha256: 'b'.repeat(64) },
    ],
    page: 'https://example.org',
    licence: 'MIT',
    citation: 'A. Author, 2017.',
    dataset: state.phase === 'done' ? state.dataset : null,
    download: { name: 'shapes', received, total: 30_000_000, state },
  };
}

const shown = (known: KnownSet) =>
  mount(WellKnownSets, {
    props: { sets: [known], locale: 'en' },
    global: { stubs: { RouterLink: RouterLinkStub } },
  });

describe('a well-known set', () => {
  it('says what it is, how large, from where and under which licence, before anything is fetched', () => {
    const text = shown(set()).text();
    expect(text).toContain('the one thing here that contacts another computer');
    expect(text).toContain('70,000 images · 28 × 28 pixels, grey · 2 classes');
    expect(text).toContain('30 MB to fetch, 55 MB on disk. From example.org, files.example.net. Licence: MIT.');
    expect(text).toContain('a'.repeat(64));
  });

  it('is fetched by a press and by nothing else', async () => {
    const wrapper = shown(set());
    expect(wrapper.emitted('start')).toBeUndefined();
    const button = wrapper.get('button');
    expect(button.text()).toBe('Download 30 MB: Shapes');
    await button.trigger('click');
    expect(wrapper.emitted('start')).toEqual([['shapes']]);
  });

  it('shows how much has come and can be stopped', async () => {
    const wrapper = shown(set({ phase: 'fetching' }, 12_000_000));
    expect(wrapper.get('progress').attributes('value')).toBe('12000000');
    expect(wrapper.text()).toContain('12 MB of 30 MB, 40%');
    await wrapper.get('button').trigger('click');
    expect(wrapper.emitted('cancel')).toEqual([['shapes']]);
  });

  it('goes on where it was stopped, or forgets what came', async () => {
    const wrapper = shown(set({ phase: 'idle' }, 12_000_000));
    expect(wrapper.text()).toContain('12 MB of 30 MB are here');
    const [goOn, discard] = wrapper.findAll('button');
    expect(goOn?.text()).toBe('Go on downloading Shapes');
    await discard?.trigger('click');
    expect(wrapper.emitted('discard')).toEqual([['shapes']]);
  });

  it('cannot be stopped once it is being imported', () => {
    const wrapper = shown(set({ phase: 'importing' }, 30_000_000));
    expect(wrapper.text()).toContain('Importing');
    expect(wrapper.find('button').exists()).toBe(false);
  });

  it('says why it failed and can be tried again', () => {
    const wrapper = shown(set({ phase: 'failed', message: 'example.org did not answer.' }));
    expect(wrapper.get('[role="alert"]').text()).toBe('example.org did not answer.');
    expect(wrapper.get('button').text()).toContain('Download 30 MB');
  });

  it('leads to the data set that came of it', () => {
    const wrapper = shown(set({ phase: 'done', dataset }, 30_000_000));
    expect(wrapper.getComponent(RouterLinkStub).props('to')).toEqual({ name: 'dataset', params: { dataset } });
    expect(wrapper.find('button').exists()).toBe(false);
  });
});
