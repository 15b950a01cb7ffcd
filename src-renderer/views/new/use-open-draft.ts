// Opens the draft that the address names: a data set, and perhaps a run whose settings are taken over.
import { computed, ref, watch } from 'vue';
import { useRoute } from 'vue-router';
import { messageOf } from '../../../src-shared/domain/app-error.ts';
import { datasetIdSchema, runIdSchema } from '../../../src-shared/domain/ids.ts';
import { useDraft } from '../../stores/draft.ts';

/** @param onChange what was looked at before makes no sense any more */
export function useOpenDraft(onChange: () => void) {
  const route = useRoute();
  const draft = useDraft();
  const isOpen = ref(false);
  const refusal = ref<string | null>(null);
  const isNamed = computed(() => route.name === 'new-for');
  /** The run whose settings are filled in, as the address writes it. */
  const from = computed(() => (typeof route.query.from === 'string' ? route.query.from : null));

  watch(
    [isNamed, () => route.params.dataset, from] as const,
    async ([named, dataset, run]) => {
      if (!named) return;
      isOpen.value = false;
      refusal.value = null;
      onChange();
      const id = datasetIdSchema.safeParse(dataset);
      const source = runIdSchema.safeParse(run === null ? null : Number(run));
      if (!id.success) {
        refusal.value = 'The address names no data set. Choose one on the Data screen.';
        return;
      }
      try {
        await draft.open(id.data, source.success ? source.data : null);
        isOpen.value = true;
      } catch (thrown) {
        refusal.value = messageOf(thrown);
      }
    },
    { immediate: true },
  );

  return { isNamed, from, isOpen, refusal };
}
