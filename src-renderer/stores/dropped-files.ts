// Files that were dropped on the window, on their way to the data screen: the frame holds them, the data screen takes them.
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { Picking } from './picked-files.ts';

export const useDroppedFiles = defineStore('dropped-files', () => {
  /** Watch this; take what is in it. */
  const picking = shallowRef<Picking | null>(null);

  /** Keeps what was handed over until a screen takes it. */
  function hold(dropped: Picking): void {
    picking.value = dropped;
  }

  /** Hands it over, once. */
  function take(): Picking | null {
    const taken = picking.value;
    picking.value = null;
    return taken;
  }

  return { picking, hold, take };
});
