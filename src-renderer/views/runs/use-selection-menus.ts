// What the menus of the selection offer: running it again, saving its schedules.
import { computed } from 'vue';
import type { RunRow } from '../../../src-shared/contract/runs.ts';
import type { MenuItem } from '../../components/menu-item.ts';
import { saveFile } from '../../components/save-file.ts';
import { useRunActions } from '../../stores/run-actions.ts';
import { useToasts } from '../../stores/toasts.ts';

/** More files at once than anyone wants in a folder. */
const mostFiles = 20;

/** @param rows what is selected, as it is now */
export function useSelectionMenus(rows: () => readonly RunRow[]) {
  const actions = useRunActions();
  const toasts = useToasts();

  /** One run of each experiment: repeating two seeds of one would repeat it twice. */
  const experiments = computed(() => [...new Map(rows().map((row) => [row.experiment, row])).values()]);
  const repeats = computed<MenuItem[]>(() => [
    {
      label: 'Run again, same seeds',
      choose: async () => {
        for (const row of rows()) await actions.again(row);
      },
    },
    ...[3, 5, 10].map((seeds, index) => ({
      label: `Repeat with ${seeds} new seeds`,
      startsGroup: index === 0,
      choose: async () => {
        for (const row of experiments.value) await actions.repeat(row, seeds);
      },
    })),
  ]);
  const exports = computed<MenuItem[]>(() =>
    (['csv', 'json'] as const).map((format) => ({
      label: `Schedules as ${format.toUpperCase()}`,
      refusal: rows().length > mostFiles ? `At most ${mostFiles} files at once.` : undefined,
      choose: () =>
        void toasts.attempt(async () => {
          for (const row of rows()) saveFile(await actions.scheduleFile(row.id, format));
        }),
    })),
  );

  return { repeats, exports };
}
