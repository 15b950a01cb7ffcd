// What is done with a schedule: saved with every point, or held at its end in a new set-up.
import { type Ref, ref } from 'vue';
import { useRouter } from 'vue-router';
import type { RunRow } from '../../../src-shared/contract/runs.ts';
import { saveFile } from '../../components/save-file.ts';
import { useCurves } from '../../stores/curves.ts';
import { useDraft } from '../../stores/draft.ts';
import { useToasts } from '../../stores/toasts.ts';
import type { ScheduleRow } from './schedule-rows.ts';

/** Actions on the schedule of a run. */
export function useScheduleActions(row: Readonly<Ref<RunRow | null>>, rows: Readonly<Ref<readonly ScheduleRow[]>>) {
  const router = useRouter();
  const curves = useCurves();
  const draft = useDraft();
  const toasts = useToasts();
  const isHolding = ref(false);

  async function saveWhole(format: 'csv' | 'json'): Promise<void> {
    const found = row.value;
    if (found === null) return;
    const isSaved = await toasts.attempt(async () => saveFile(await curves.scheduleFile(found.id, format)));
    if (isSaved) toasts.done(`Schedule saved as ${format.toUpperCase()}, with every point.`);
  }

  /** A new set-up like this run's, with every tuned value held at where it ended. */
  async function holdFinal(): Promise<void> {
    const found = row.value;
    if (found === null) return;
    isHolding.value = true;
    const isReady = await toasts.attempt(async () => {
      await draft.openAnew(found.dataset, found.id);
      for (const { name, final } of rows.value) {
        if (Number.isFinite(final)) draft.setCell(name, { mode: 'fixed', value: final });
      }
      draft.useMethod('fixed');
    });
    isHolding.value = false;
    // The draft that was opened from this run is shown as it is now.
    if (isReady) await router.push({ name: 'new-for', params: { dataset: found.dataset }, query: { from: found.id } });
  }

  return { isHolding, saveWhole, holdFinal };
}
