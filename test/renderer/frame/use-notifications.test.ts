// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { defineComponent } from 'vue';
import { useNotifications } from '../../../src-renderer/frame/use-notifications.ts';
import { useConnection } from '../../../src-renderer/stores/connection.ts';
import { useRuns } from '../../../src-renderer/stores/runs.ts';
import { row } from '../views/runs/row.ts';
import { mountWithHost } from './mount-with-host.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const listener = defineComponent({ setup: () => useNotifications(), template: '<p></p>' });

async function ended(door: 'browser' | 'desktop', isHidden: boolean) {
  const told: [string, string | undefined][] = [];
  class Told {
    static readonly permission = 'granted';
    constructor(title: string, options?: NotificationOptions) {
      told.push([title, options?.body]);
    }
  }
  vi.stubGlobal('Notification', Told);
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(isHidden);
  await mountWithHost(listener, {
    answers: { 'runs.list': () => [row(7, { state: 'running', name: 'baseline' })], 'app.info': () => ({ door }) },
  });
  const runs = useRuns();
  await Promise.all([runs.refresh(), useConnection().refresh()]);
  await flushPromises();
  runs.take(row(7, { state: 'failed', name: 'baseline', reason: 'Loss became NaN.' }));
  await flushPromises();
  return told;
}

describe('the end of a run', () => {
  it('is told by a browser window that is out of sight', async () => {
    expect(await ended('browser', true)).toEqual([['Failed: baseline', 'Loss became NaN.']]);
  });

  it('is not told by a window that is looked at, nor twice beside the desktop app', async () => {
    expect(await ended('browser', false)).toEqual([]);
    expect(await ended('desktop', true)).toEqual([]);
  });
});
