// The time of day, once a second, for what is shown as "left" and "ago". The one place of the window that asks the clock.
import { defineStore } from 'pinia';
import { ref } from 'vue';

const tickMs = 1_000;

export const useClock = defineStore('clock', () => {
  /** Milliseconds since 1970. */
  const now = ref(Date.now());
  setInterval(() => {
    now.value = Date.now();
  }, tickMs);
  return { now };
});
