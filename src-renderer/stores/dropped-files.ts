// Files that were dropped on the window, on their way to the data screen: the frame holds them, the data screen takes them.
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';

export const useDroppedFiles = defineStore('dropped-files', () => {
  /** Watch this; take what is in it. */
  const files = shallowRef<readonly File[]>([]);

  /** Keeps files until a screen takes them. */
  function hold(dropped: readonly File[]): void {
    files.value = [...dropped];
  }

  /** Hands the files over, once. */
  function take(): File[] {
    const taken = [...files.value];
    if (taken.length > 0) files.value = [];
    return taken;
  }

  return { files, hold, take };
});
