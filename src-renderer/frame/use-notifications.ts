// In a browser the window itself tells of the end of a run while nobody looks at it. The desktop app has the system do it.
import { watch } from 'vue';
import { useConnection } from '../stores/connection.ts';
import { useRuns } from '../stores/runs.ts';
import { useSettings } from '../stores/settings.ts';
import { outcomeWords, runTitle } from '../words/run-words.ts';
import { stateWords } from '../words/state-words.ts';

/** Tells of every run that stops being live, for as long as the component lives. */
export function useNotifications(): void {
  const connection = useConnection();
  const runs = useRuns();
  const settings = useSettings();

  watch(
    () => runs.live.map((row) => row.id),
    (live, before) => {
      const isWanted = connection.info?.door === 'browser' && settings.settings.notifications && document.hidden;
      if (!isWanted || globalThis.Notification?.permission !== 'granted') return;
      for (const id of before) {
        const row = runs.byId.get(id);
        if (row === undefined || live.includes(id)) continue;
        const title = `${stateWords[row.state]}: ${runTitle(row)}`;
        // The tag keeps two windows of the same home from telling it twice.
        new Notification(title, { body: outcomeWords(row, settings.locale), tag: `selftune-run-${id}` });
      }
    },
  );
}
