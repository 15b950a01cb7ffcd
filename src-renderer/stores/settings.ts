// The settings of the home, and the theme that follows from them.
import { defineStore } from 'pinia';
import { computed, ref, watchEffect } from 'vue';
import type { Settings } from '../../src-shared/contract/app.ts';
import { useClient } from '../client.ts';

const systemDark = globalThis.matchMedia?.('(prefers-color-scheme: dark)');

export const useSettings = defineStore('settings', () => {
  const client = useClient();
  const settings = ref<Settings>({ theme: 'system', numbers: 'system', band: 'sd', notifications: true });
  const isSystemDark = ref(systemDark?.matches ?? false);
  systemDark?.addEventListener('change', (event) => {
    isSystemDark.value = event.matches;
  });

  const isDark = computed(() =>
    settings.value.theme === 'system' ? isSystemDark.value : settings.value.theme === 'dark',
  );
  /** The language that numbers are written in. */
  const locale = computed(() => (settings.value.numbers === 'system' ? navigator.language : settings.value.numbers));

  watchEffect(() => {
    document.documentElement.dataset.theme = isDark.value ? 'dark' : 'light';
  });

  async function refresh(): Promise<void> {
    settings.value = await client.call('settings.get', {});
  }

  async function change(change: Partial<Settings>): Promise<void> {
    settings.value = await client.call('settings.change', change);
  }

  function take(next: Settings): void {
    settings.value = next;
  }

  return { settings, isDark, locale, refresh, change, take };
});
