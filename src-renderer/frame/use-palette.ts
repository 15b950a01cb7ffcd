// Binds the palette's actions to the stores and the router.
import { computed, type Ref } from 'vue';
import { useRouter } from 'vue-router';
import type { RunRow } from '../../src-shared/contract/runs.ts';
import { saveFile } from '../components/save-file.ts';
import { useDatasets } from '../stores/datasets.ts';
import { useMachine } from '../stores/machine.ts';
import { useQueue } from '../stores/queue.ts';
import { useRunActions } from '../stores/run-actions.ts';
import { useRuns } from '../stores/runs.ts';
import { useRunsTable } from '../stores/runs-table.ts';
import { useSettings } from '../stores/settings.ts';
import { useStudies } from '../stores/studies.ts';
import { useToasts } from '../stores/toasts.ts';
import { useKnownThings } from './known-things.ts';
import { paletteActions } from './palette-actions.ts';
import type { PaletteDoings } from './palette-doings.ts';

/** The actions as things stand, none while the palette is closed, and the undo of what was done last. */
export function usePalette(isOpen: Readonly<Ref<boolean>>, keyboardMap: () => void) {
  const router = useRouter();
  const runs = useRuns();
  const queue = useQueue();
  const runActions = useRunActions();
  const datasets = useDatasets();
  const studies = useStudies();
  const settings = useSettings();
  const machine = useMachine();
  const table = useRunsTable();
  const toasts = useToasts();
  const { row } = useKnownThings();

  const undoable = computed(() => toasts.toasts.findLast((toast) => toast.undo !== null));

  /** @returns whether there was something to take back */
  function undo(): boolean {
    const toast = undoable.value;
    if (toast === undefined || toast.undo === null) return false;
    toasts.dismiss(toast.id);
    void toasts.attempt(toast.undo);
    return true;
  }

  const told = (action: (run: RunRow['id']) => Promise<void>) => (run: RunRow) =>
    void toasts.attempt(() => action(run.id));

  const doings: PaletteDoings = {
    go: (name, params = {}, query = {}) => void router.push({ name, params, query }),
    pause: told(runs.pause),
    continue: told(runs.continue),
    finishEpoch: told(runs.finishEpoch),
    stop: told(runs.stop),
    resume: (run) => void runActions.resume([run.id]),
    again: (run) => void runActions.again(run),
    repeat: (run, seeds) => void runActions.repeat(run, seeds),
    star: (run, isStarred) => void runActions.star([run], isStarred),
    trash: (run) => void runActions.trash([run.id]),
    exportSchedule: (run, format) =>
      void toasts.attempt(async () => saveFile(await runActions.scheduleFile(run.id, format))),
    pauseQueue: (isPaused) => void toasts.attempt(() => queue.set({ isPaused })),
    startSample: (name) =>
      void toasts.attempt(async () => {
        const card = await datasets.importSample(name);
        await router.push({ name: 'new-for', params: { dataset: card.id } });
      }),
    setTheme: (theme) => void toasts.attempt(() => settings.change({ theme })),
    testComputer: () => {
      void router.push({ name: 'settings' });
      void machine.describe(true);
    },
    keyboardMap,
    undo: () => void undo(),
    bugReport: () => void toasts.attempt(async () => saveFile(await machine.bugReport())),
  };

  const actions = computed(() => {
    if (!isOpen.value) return [];
    return paletteActions(
      {
        rows: runs.rows,
        openRun: row.value,
        studies: studies.rows,
        datasets: datasets.entries.map(({ card }) => ({ id: card.id, name: card.name })),
        samples: datasets.samples,
        isQueuePaused: queue.state?.isPaused ?? false,
        canUndo: undoable.value !== undefined,
        selected: table.selectedRows.map(({ id }) => id),
      },
      doings,
    );
  });
  return { actions, undo };
}
