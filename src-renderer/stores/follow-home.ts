// Keeps every store at what the host says: asks for the whole once, then follows the events.
import type { Client } from '../../src-shared/contract/client.ts';
import { useConnection } from './connection.ts';
import { useDatasets } from './datasets.ts';
import { useDownloads } from './downloads.ts';
import { useMachine } from './machine.ts';
import { useQueue } from './queue.ts';
import { useRuns } from './runs.ts';
import { useSettings } from './settings.ts';
import { useStudies } from './studies.ts';
import { useToasts } from './toasts.ts';

/** Follows the home for as long as the window lives. */
export function followHome(client: Client): void {
  const connection = useConnection();
  const runs = useRuns();
  const queue = useQueue();
  const studies = useStudies();
  const datasets = useDatasets();
  const downloads = useDownloads();
  const machine = useMachine();
  const settings = useSettings();
  const toasts = useToasts();

  const refreshAll = async () => {
    const asked = [connection, settings, runs, datasets, studies, queue].map((store) => store.refresh());
    await toasts.attempt(() => Promise.all(asked));
    // Only who has looked at the downloads is shown them anew.
    if (downloads.sets.length > 0) await toasts.attempt(() => downloads.refresh());
    await machine.describe();
  };

  client.subscribe(
    { topic: 'home' },
    {
      onRefresh: () => void refreshAll(),
      onEvent: (event) => {
        switch (event.type) {
          case 'run':
            runs.take(event.row);
            break;
          case 'run-removed':
            runs.remove(event.run);
            break;
          case 'progress':
            runs.takeProgress(event.progress);
            break;
          case 'study':
            studies.take(event.row);
            break;
          case 'queue':
            queue.take(event.queue);
            break;
          case 'datasets':
            void toasts.attempt(() => datasets.refresh());
            break;
          case 'download':
            downloads.take(event.download);
            break;
          case 'usage':
            machine.takeUsage(event.usage);
            break;
          case 'settings':
            settings.take(event.settings);
            break;
          case 'notice':
            toasts.done(event.text);
            break;
          default:
            event satisfies never;
        }
      },
    },
  );
}
