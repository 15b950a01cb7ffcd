// Entry of a thread that reads, checks or stores one data set and ends: the host answers others meanwhile.
// Not here: who starts it and how long it may take (importing).
import { parentPort, workerData } from 'node:worker_threads';
import type { ImportProgress } from '../../../src-shared/contract/data.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Column, Contents, Dataset } from '../../data/dataset.ts';
import { factsOf } from '../../data/dataset-facts.ts';
import { keepDataset, readFiles } from '../../data/import-dataset.ts';
import { previewOf } from '../../data/preview.ts';
import { importSample } from '../../data/samples.ts';
import { openDataset } from '../../data/storage.ts';
import type { ImportTask, KeepRequest, WorkerAnswer, WorkResults } from './importing.ts';

const previewRows = 100;

const isTransferable = (buffer: ArrayBufferLike) => buffer instanceof ArrayBuffer;

function buffersOf(contents: Contents): ArrayBuffer[] {
  // Columns of one kind share a buffer.
  return [...new Set(arraysOf(contents).map(({ buffer }) => buffer))].filter(isTransferable);
}

function arraysOf(contents: Contents): ArrayBufferView[] {
  switch (contents.form) {
    case 'images':
      return [contents.pixels, contents.labels];
    case 'text':
      return [contents.tokens];
    case 'sequences':
      return [contents.tokens, contents.starts, ...contents.columns.map(valuesOf)];
    case 'table':
      return contents.columns.map(valuesOf);
    default:
      return contents satisfies never;
  }
}

const valuesOf = (column: Column) => (column.kind === 'numeric' ? column.values : column.codes);

/** Files or rows between two messages about progress. */
const toldEvery = 32;
let toldPhase: ImportProgress['phase'] = 'idle';

function tell(progress: ImportProgress): void {
  const { phase, done, total } = progress;
  if (phase === toldPhase && done % toldEvery !== 0 && done !== total) return;
  toldPhase = phase;
  answer({ type: 'progress', progress });
}

const storing = { phase: 'storing', done: 0, total: 0 } as const;

async function work(task: ImportTask): Promise<[WorkResults[ImportTask['kind']], ArrayBuffer[]]> {
  switch (task.kind) {
    case 'inspect': {
      const { dataset, reading } = await readFiles(task.options, tell);
      holdFor(dataset);
      return [{ card: dataset.card, preview: previewOf(dataset, { offset: 0, limit: previewRows }), reading }, []];
    }
    case 'import': {
      const { dataset } = await readFiles(task.options, tell);
      tell(storing);
      const { card, isNew } = await keepDataset(dataset, task.datasetsDirectory);
      return [{ card, isNew }, []];
    }
    case 'import-sample': {
      const { card, isNew } = await importSample(task.name, task.datasetsDirectory);
      return [{ card, isNew }, []];
    }
    case 'open': {
      const dataset: Dataset = await openDataset(task.directory);
      const facts = factsOf(dataset);
      const { rows, ends } = facts.twins;
      return [{ dataset, facts }, [...buffersOf(dataset), ...[rows.buffer, ends.buffer].filter(isTransferable)]];
    }
    default:
      return task satisfies never;
  }
}

/** Keeps the thread and the rows until someone asks to store them, or ends the thread. */
function holdFor({ card, ...contents }: Dataset): void {
  parentPort?.on('message', ({ datasetsDirectory, name = card.name }: KeepRequest) => {
    tell(storing);
    const stored = keepDataset({ ...contents, card: { ...card, name } }, datasetsDirectory);
    stored.then(
      (outcome) => answer({ type: 'done', result: { card: outcome.card, isNew: outcome.isNew } }),
      (thrown: unknown) => answer(failure(thrown)),
    );
  });
}

function answer(words: WorkerAnswer, transfer: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(words, [...transfer]);
}

function failure(thrown: unknown): WorkerAnswer {
  if (thrown instanceof AppError) {
    const { code, message, details } = thrown;
    return { type: 'refused', error: { code, message, details } };
  }
  return { type: 'bug', stack: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) };
}

try {
  const [result, transfer] = await work(workerData as ImportTask);
  answer({ type: 'done', result }, transfer);
} catch (thrown) {
  answer(failure(thrown));
}
