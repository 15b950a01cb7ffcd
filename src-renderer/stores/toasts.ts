// Short sentences at the window's edge: what was done, with its undo, or what went wrong.
import { defineStore } from 'pinia';
import { ref } from 'vue';

export interface Toast {
  readonly id: number;
  readonly kind: 'done' | 'problem';
  readonly text: string;
  /** Takes back what was done. */
  readonly undo: (() => Promise<void>) | null;
}

const shownMs = 8_000;

export const useToasts = defineStore('toasts', () => {
  const toasts = ref<Toast[]>([]);
  let next = 1;

  const timers = new Map<number, ReturnType<typeof setTimeout>>();

  function dismiss(id: number): void {
    hold(id);
    toasts.value = toasts.value.filter((toast) => toast.id !== id);
  }

  function show(toast: Omit<Toast, 'id'>): void {
    const id = next++;
    toasts.value = [...toasts.value.slice(-3), { ...toast, id }];
    // A problem stays until it has been read.
    if (toast.kind === 'done') release(id);
  }

  /** Keeps a message for as long as someone is at it. */
  function hold(id: number): void {
    clearTimeout(timers.get(id));
    timers.delete(id);
  }

  /** Lets it go after its time. */
  function release(id: number): void {
    hold(id);
    timers.set(
      id,
      setTimeout(() => dismiss(id), shownMs),
    );
  }

  /** Tells what was done. */
  function done(text: string, undo: (() => Promise<void>) | null = null): void {
    show({ kind: 'done', text, undo });
  }

  /** Tells what went wrong. */
  function problem(thrown: unknown): void {
    show({ kind: 'problem', text: thrown instanceof Error ? thrown.message : String(thrown), undo: null });
  }

  /** Runs an action; what it throws is told, not thrown. @returns whether it succeeded */
  async function attempt(action: () => Promise<unknown>): Promise<boolean> {
    try {
      await action();
      return true;
    } catch (thrown) {
      problem(thrown);
      return false;
    }
  }

  return { toasts, done, problem, attempt, dismiss, hold, release };
});
