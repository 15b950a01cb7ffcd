// Answers about well-known data sets that can be fetched. Nothing is fetched before someone asks for it.
import { stat } from 'node:fs/promises';
import type { Download } from '../../../src-shared/contract/downloads.ts';
import type { Handlers } from '../../../src-shared/contract/procedures.ts';
import { datasetDirectory } from '../../data/storage.ts';
import { createDownloads, type DownloadsOptions } from '../../downloads/downloads.ts';
import type { DatasetCache } from '../datasets/dataset-cache.ts';
import { inThread } from '../datasets/importing.ts';
import { Throttle } from '../events/throttle.ts';
import { freeDiskBytes } from '../machine/disk.ts';
import { datasetsDirectory, downloadsDirectory } from '../paths.ts';
import type { HandlerContext } from './context.ts';

type DownloadHandlers = Pick<Handlers, Extract<keyof Handlers, `downloads.${string}`>>;

/** Progress is told so often; another state at once. */
const progressEveryMs = 250;

/** Handlers of `downloads.…`. @param sets others than the well-known ones, for tests */
export function downloadHandlers(
  { home, hub, log, onShutdown }: HandlerContext,
  cache: DatasetCache,
  sets?: DownloadsOptions['sets'],
): DownloadHandlers {
  const folder = datasetsDirectory(home.directory);
  const newest = new Map<string, Download>();
  const announced = new Throttle<string>(progressEveryMs, (name) => {
    const download = newest.get(name);
    if (download !== undefined) hub.tellHome({ type: 'download', download });
  });
  const downloads = createDownloads({
    directory: downloadsDirectory(home.directory),
    ...(sets === undefined ? {} : { sets }),
    importFiles: async (files, { name, title, citation, licence, page, classNames }) => {
      const provenance = `${citation} Licence: ${licence} From ${page}.`;
      const sample = { name, provenance, ...(classNames === undefined ? {} : { classNames }) };
      const options = { files, name: title, sample };
      const { card, isNew } = await inThread({ kind: 'import', options, datasetsDirectory: folder });
      if (isNew) {
        cache.forget(datasetDirectory(folder, card.id));
        hub.tellHome({ type: 'datasets' });
      }
      return card.id;
    },
    isInHome: (dataset) =>
      stat(datasetDirectory(folder, dataset)).then(
        () => true,
        () => false,
      ),
    freeBytes: () => freeDiskBytes(home.directory),
    onChange: (download) => {
      const isSamePhase = newest.get(download.name)?.state.phase === download.state.phase;
      newest.set(download.name, download);
      if (isSamePhase) announced.soon(download.name);
      else announced.now(download.name);
      if (download.state.phase === 'failed') log.info(`Download ${download.name}: ${download.state.message}`);
    },
    onBug: (thrown) => log.bug(thrown),
  });
  onShutdown(async () => {
    await downloads.close();
    announced.close();
  });
  return {
    'downloads.list': () => downloads.list(),
    'downloads.start': ({ name }) => {
      log.info(`Download ${name} was asked for.`);
      return downloads.start(name);
    },
    'downloads.cancel': ({ name }) => downloads.cancel(name),
    'downloads.discard': ({ name }) => downloads.discard(name),
  };
}
