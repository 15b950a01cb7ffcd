// Whether the host answers, and what it says of itself.
import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { AppInfo } from '../../src-shared/contract/app.ts';
import type { ConnectionState } from '../../src-shared/contract/client.ts';
import { useClient } from '../client.ts';

export const useConnection = defineStore('connection', () => {
  const client = useClient();
  const state = ref<ConnectionState>({ kind: 'connecting' });
  const info = shallowRef<AppInfo | null>(null);
  client.onState((next) => {
    state.value = next;
  });

  /** Asks the host about itself. */
  async function refresh(): Promise<void> {
    info.value = await client.call('app.info', {});
  }

  /** What had to be said once has been read. */
  async function dismissNotices(): Promise<void> {
    await client.call('app.dismissNotices', {});
    if (info.value !== null) info.value = { ...info.value, notices: [], recovered: [] };
  }

  return { state, info, refresh, dismissNotices };
});
