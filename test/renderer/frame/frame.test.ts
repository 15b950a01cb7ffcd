// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import AppFrame from '../../../src-renderer/frame/app-frame.vue';
import { useDroppedFiles } from '../../../src-renderer/stores/dropped-files.ts';
import { useRuns } from '../../../src-renderer/stores/runs.ts';
import { useToasts } from '../../../src-renderer/stores/toasts.ts';
import { pressButton } from '../press-button.ts';
import { row } from '../views/runs/row.ts';
import { mountWithHost } from './mount-with-host.ts';

let unmount = () => {};
afterEach(() => {
  unmount();
  document.body.innerHTML = '';
});

async function frame(path = '/') {
  const mounted = await mountWithHost(AppFrame, {
    path,
    answers: { 'runs.list': () => [row(12, { state: 'running', name: 'baseline' })] },
  });
  unmount = () => mounted.wrapper.unmount();
  await useRuns().refresh();
  await flushPromises();
  return mounted;
}
const press = async (key: string, more: KeyboardEventInit = {}, target: EventTarget = document.body) => {
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
  await flushPromises();
};

describe('the frame', () => {
  it('has landmarks, and marks the place it is in', async () => {
    const { wrapper } = await frame('/runs/12');
    expect(wrapper.findAll('main')).toHaveLength(1);
    expect(wrapper.get('nav[aria-label=Places] [aria-current=page]').text()).toBe('Runs');
    expect(document.title).toBe('Run #12 baseline · seed 1 – Selftune');
  });

  it('moves the focus to the heading of a new screen, and names the window after it', async () => {
    const { router } = await frame();
    await router.push('/settings');
    await flushPromises();
    expect(document.activeElement?.tagName).toBe('H1');
    expect(document.title).toBe('Settings – Selftune');
  });

  it('leaves the focus where it is when only the query changes', async () => {
    const { router, wrapper } = await frame('/runs');
    const button = wrapper.get('button.search').element as HTMLElement;
    button.focus();
    await router.push('/runs?view=trash');
    await flushPromises();
    expect(document.activeElement).toBe(button);
  });

  it('opens the palette by keys, runs what was typed for, and closes', async () => {
    const { router } = await frame();
    await press('k', { ctrlKey: true });
    const input = document.querySelector<HTMLInputElement>('[role=combobox]');
    if (input === null) throw new Error('The palette is not open.');
    input.value = '#12';
    input.dispatchEvent(new Event('input'));
    await flushPromises();
    const chosen = document.querySelector('[role=option][aria-selected=true]');
    expect(chosen?.textContent).toContain('#12 baseline');
    expect(input.getAttribute('aria-activedescendant')).toBe(chosen?.id);
    await press('Enter', {}, input);
    await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/runs/12'));
    expect(document.querySelector('[role=combobox]')).toBeNull();
  });

  it('goes to a place by G and its letter, but not while one types', async () => {
    const { router, wrapper } = await frame();
    await press('g');
    await press('d');
    expect(router.currentRoute.value.name).toBe('data');
    const input = document.createElement('input');
    wrapper.element.append(input);
    await press('g', {}, input);
    await press('r', {}, input);
    expect(router.currentRoute.value.name).toBe('data');
  });

  it('shows and hides the keyboard map', async () => {
    const { wrapper } = await frame();
    await press('?');
    expect(wrapper.get('aside[aria-label="Keyboard map"]').text()).toContain('Open the command palette');
    await press('?');
    expect(wrapper.find('aside').exists()).toBe(false);
  });

  it('says that the host does not answer, and is whole again afterwards', async () => {
    const { wrapper, become } = await frame();
    become({ kind: 'lost', reason: null });
    await flushPromises();
    expect(wrapper.get('.connection').text()).toBe('Selftune does not answer. Connecting again…');
    become({ kind: 'open' });
    await flushPromises();
    expect(wrapper.get('.connection').text()).toBe('');
  });

  it('tells what was done in a status and what went wrong in an alert, and undoes by the button or the keys', async () => {
    const { wrapper } = await frame();
    const toasts = useToasts();
    const undo = vi.fn(async () => {});
    toasts.done('1 run moved to the trash.', undo);
    toasts.problem(new Error('The disk is full.'));
    await flushPromises();
    const area = wrapper.get('.toasts');
    expect(area.get('[role=status]').text()).toContain('1 run moved to the trash.');
    expect(area.get('[role=alert]').text()).toContain('The disk is full.');
    await pressButton(area, 'Undo');
    expect(undo).toHaveBeenCalledOnce();
    toasts.done('Again.', undo);
    await press('z', { ctrlKey: true });
    expect(undo).toHaveBeenCalledTimes(2);
    expect(area.get('[role=status]').text()).toBe('');
  });

  it('takes a file dropped anywhere to the data screen', async () => {
    const { router } = await frame('/settings');
    const file = new File(['a,b'], 'assay.csv');
    const drop = new Event('drop', { cancelable: true });
    Object.assign(drop, { dataTransfer: { types: ['Files'], files: [file], items: [] } });
    window.dispatchEvent(drop);
    await vi.waitFor(() => expect(router.currentRoute.value.name).toBe('data'));
    const held = useDroppedFiles();
    const picked = await held.take()?.(() => undefined);
    expect(picked?.files.map((one) => one.name)).toEqual(['assay.csv']);
    expect(picked?.folder).toBe(null);
    expect(held.take()).toBe(null);
  });
});
