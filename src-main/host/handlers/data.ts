// Answers about data sets: samples, uploads and what becomes of them, previews, divisions.
import type { Handlers } from '../../../src-shared/contract/procedures.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { DatasetId } from '../../../src-shared/domain/ids.ts';
import { divisionOf } from '../../data/division.ts';
import type { ImportOptions } from '../../data/import-dataset.ts';
import { importChoicesSchema } from '../../data/importers/import-choices.ts';
import { previewOf } from '../../data/preview.ts';
import { sampleNamed, samples } from '../../data/samples.ts';
import { datasetDirectory, listDatasets, readCard } from '../../data/storage.ts';
import { createDatasetCache, type DatasetCache } from '../datasets/dataset-cache.ts';
import { inThread } from '../datasets/importing.ts';
import { createReadings } from '../datasets/readings.ts';
import { createRemovedDatasets } from '../datasets/removed-datasets.ts';
import { createUploads } from '../datasets/uploads.ts';
import { sizeOnDisk } from '../machine/disk.ts';
import { datasetsDirectory, uploadsDirectory } from '../paths.ts';
import type { HandlerContext } from './context.ts';

type DataHandlers = Pick<Handlers, Extract<keyof Handlers, `data.${string}`>>;

const citedBy = (runs: number) =>
  new AppError(
    'data/cited',
    `${runs === 1 ? 'One run was' : `${runs} runs were`} trained on this data set, so it stays: without it they could not be repeated. Delete the ${runs === 1 ? 'run' : 'runs'} for good first, from the trash too.`,
    { runs },
  );

/** Handlers of `data.…`. @param cache shared with those who plan runs */
export function dataHandlers(context: HandlerContext, cache: DatasetCache = createDatasetCache()): DataHandlers {
  const { home, hub, rows, onShutdown } = context;
  const folder = datasetsDirectory(home.directory);
  const uploads = createUploads({ directory: uploadsDirectory(home.directory) });
  const removed = createRemovedDatasets(home.directory);
  const readings = createReadings();
  onShutdown(() => uploads.close());
  onShutdown(() => readings.close());
  onShutdown(() => removed.close());

  const placeOf = (id: DatasetId) => datasetDirectory(folder, id);
  const changed = () => hub.tellHome({ type: 'datasets' });
  const optionsFor = (
    tokens: readonly string[],
    { choices, name }: { readonly choices: unknown; readonly name?: string | undefined },
  ): ImportOptions => ({
    files: uploads.paths(tokens),
    choices: importChoicesSchema.parse(choices),
    ...(name === undefined || name.trim() === '' ? {} : { name: name.trim() }),
  });

  return {
    'data.samples': () =>
      samples.map(({ name, title, description, field, source, licence, target, task, form, rows: count, inputs }) => ({
        name,
        title,
        description,
        field,
        source,
        licence,
        target,
        task,
        form,
        rows: count,
        inputs,
      })),
    'data.importSample': async ({ name }) => {
      // An unknown name needs no thread to be refused.
      sampleNamed(name);
      const { card, isNew } = await inThread({ kind: 'import-sample', name, datasetsDirectory: folder });
      if (isNew) changed();
      return card;
    },
    'data.list': async () => {
      const { cards, unreadable } = await listDatasets(folder);
      const citing = rows.countByDataset();
      const datasets = await Promise.all(
        cards.map(async (card) => ({
          card,
          bytes: await sizeOnDisk(placeOf(card.id)),
          runs: citing.get(card.id) ?? 0,
        })),
      );
      return { datasets, unreadable: [...unreadable] };
    },
    'data.card': ({ dataset }) => readCard(placeOf(dataset)),
    'data.preview': async ({ dataset: id, offset, limit }) => {
      const { dataset } = await cache.open(placeOf(id));
      return previewOf(dataset, { offset, limit });
    },
    'data.beginUpload': async ({ name, bytes, files }) => ({ upload: await uploads.begin(name, bytes, files) }),
    'data.nameFiles': async ({ upload, files }) => ({ named: await uploads.name(upload, files) }),
    'data.uploadChunk': async ({ upload, offset, bytes }) => ({ received: await uploads.add(upload, offset, bytes) }),
    'data.discardUpload': async ({ upload }) => {
      await readings.forget([upload]);
      await uploads.discard(upload);
      return {};
    },
    'data.inspect': async ({ uploads: tokens, choices }) => {
      const { card, preview, reading } = await readings.inspect(optionsFor(tokens, { choices }));
      return { card, preview, reading: reading as Awaited<ReturnType<DataHandlers['data.inspect']>>['reading'] };
    },
    'data.import': async ({ uploads: tokens, choices, name }) => {
      const options = optionsFor(tokens, { choices, name });
      const { card, isNew } = await readings.store(options, folder);
      await Promise.all(tokens.map((token) => uploads.discard(token)));
      if (isNew) {
        cache.forget(placeOf(card.id));
        changed();
      }
      return { card, isNew };
    },
    'data.importProgress': ({ uploads: tokens }) => readings.progress(uploads.paths(tokens)),
    'data.cancelImport': async ({ uploads: tokens }) => {
      await readings.cancel(uploads.paths(tokens));
      // Storing may have ended just before it was cancelled.
      changed();
      return {};
    },
    'data.divide': async ({ dataset: id, split }) => {
      const { dataset, facts } = await cache.open(placeOf(id));
      return divisionOf(dataset, split, facts);
    },
    'data.remove': async ({ dataset }) => {
      const runs = rows.countByDataset().get(dataset) ?? 0;
      if (runs > 0) throw citedBy(runs);
      await removed.remove(dataset);
      cache.forget(placeOf(dataset));
      changed();
      return {};
    },
    'data.restore': async ({ dataset }) => {
      await removed.restore(dataset);
      changed();
      return {};
    },
  };
}
