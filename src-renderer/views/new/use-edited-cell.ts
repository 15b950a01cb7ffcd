// The cell whose editor is open, and the element that gets the focus back when it closes.
import { nextTick, ref } from 'vue';

/** One editor at a time. */
export function useEditedCell() {
  const edited = ref<{ readonly name: string; readonly element: HTMLElement } | null>(null);

  function openAt(name: string, element: HTMLElement): void {
    edited.value = { name, element };
  }

  async function close(): Promise<void> {
    const element = edited.value?.element;
    edited.value = null;
    await nextTick();
    element?.focus();
  }

  return { edited, openAt, close };
}
