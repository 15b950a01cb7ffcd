// Asks about something that is being edited once it has come to rest; the newest answer alone is kept.
import { type Ref, shallowRef, watch } from 'vue';

/** How long it rests before it is asked about. */
const restMs = 250;

/**
 * @param source what is asked about; null: nothing
 * @param onRefusal is told what the answer threw
 */
export function useRested<Source, Answer>(
  source: Readonly<Ref<Source | null>>,
  ask: (source: Source) => Promise<Answer>,
  onRefusal: (thrown: unknown) => void,
) {
  const answer = shallowRef<Answer | null>(null);
  let timer: ReturnType<typeof setTimeout> | null = null;
  let asked = 0;

  async function askNow(): Promise<void> {
    const current = source.value;
    if (current === null) return;
    const question = ++asked;
    try {
      const next = await ask(current);
      if (question === asked) answer.value = next;
    } catch (thrown) {
      if (question === asked) onRefusal(thrown);
    }
  }

  watch(source, () => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => void askNow(), restMs);
  });

  return { answer, askNow };
}
