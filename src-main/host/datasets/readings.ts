// Files as they were read last: who looked at an import and then wants it need not wait for the reading again, and who changes a
// choice while the file is still being read does not wait for what nobody wants any more.
import type { ImportProgress } from '../../../src-shared/contract/data.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { ImportOptions } from '../../data/import-dataset.ts';
import { type ImportTask, inThread, type Stored, startThread, type Thread, type WorkResults } from './importing.ts';

type InspectTask = { readonly kind: 'inspect'; readonly options: ImportOptions };

interface Reading {
  readonly files: readonly string[];
  readonly choices: string;
  readonly thread: Thread<InspectTask>;
  /** Whether it has been read; it is then held, or being stored. */
  isDone: boolean;
  isStoring: boolean;
  /** Ends a reading that nobody came back to. */
  timer: NodeJS.Timeout | null;
}

/** Files that are being stored without having been looked at. */
interface Storing {
  readonly files: readonly string[];
  /** Null while it waits for its turn. */
  thread: Thread<ImportTask> | null;
  isCancelled: boolean;
}

export interface Readings {
  /** Reads files, giving up an earlier reading of the same ones. @throws AppError of the importers, `data/reading-given-up` */
  inspect(options: ImportOptions): Promise<WorkResults['inspect']>;
  /** Stores files, as they were read last if the choices are the same. @throws AppError of the importers */
  store(options: ImportOptions, datasetsDirectory: string): Promise<Stored>;
  /** How far the reading or storing of these files is. */
  progress(files: readonly string[]): ImportProgress;
  /** Gives up the reading or storing of these files: who waits for it is told `data/cancelled`. What is read and held stays. */
  cancel(files: readonly string[]): Promise<void>;
  /** Ends the readings of files whose paths, or their folders' names, hold one of `words`. */
  forget(words: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** How long the rows of an import that was looked at are held in memory. */
const heldMs = 10 * 60_000;

const cancelled = () => new AppError('data/cancelled', 'The import was cancelled. Nothing was stored.');

const keyOf = ({ choices }: ImportOptions) => JSON.stringify(choices ?? {});

/** No readings yet. */
export function createReadings(): Readings {
  const readings = new Set<Reading>();
  const storings = new Set<Storing>();

  async function end(reading: Reading, reason?: AppError): Promise<void> {
    readings.delete(reading);
    if (reading.timer !== null) clearTimeout(reading.timer);
    await reading.thread.end(reason);
  }

  async function storeUnread(options: ImportOptions, datasetsDirectory: string): Promise<Stored> {
    const storing: Storing = { files: options.files, thread: null, isCancelled: false };
    storings.add(storing);
    const onStart = (thread: Thread<ImportTask>) => {
      storing.thread = thread;
      if (storing.isCancelled) void thread.end(cancelled());
    };
    try {
      return await inThread({ kind: 'import', options, datasetsDirectory }, { onStart });
    } finally {
      storings.delete(storing);
    }
  }

  const overlaps = (files: readonly string[]) => (other: { readonly files: readonly string[] }) =>
    other.files.some((file) => files.includes(file));

  const endWhere = async (fits: (reading: Reading) => boolean) => {
    await Promise.all([...readings].filter(fits).map((reading) => end(reading)));
  };

  return {
    inspect: async (options) => {
      const { files } = options;
      // What is done and held would take memory beside the new rows; what others still read goes on.
      const ended = endWhere((other) => other.isDone || other.files.some((file) => files.includes(file)));
      const thread = startThread<InspectTask>({ kind: 'inspect', options });
      const reading: Reading = { files, choices: keyOf(options), thread, isDone: false, isStoring: false, timer: null };
      readings.add(reading);
      try {
        const [result] = await Promise.all([thread.first, ended]);
        reading.isDone = true;
        reading.timer = setTimeout(() => void end(reading), heldMs).unref();
        return result;
      } catch (thrown) {
        await end(reading);
        throw thrown;
      }
    },
    store: async (options, datasetsDirectory) => {
      const { files, name } = options;
      const held = [...readings].find(
        (reading) => reading.choices === keyOf(options) && String(reading.files) === String(files),
      );
      if (held === undefined) return storeUnread(options, datasetsDirectory);
      await held.thread.first;
      held.isStoring = true;
      try {
        return await held.thread.keep({ datasetsDirectory, ...(name === undefined ? {} : { name }) });
      } catch (thrown) {
        if (thrown instanceof AppError && thrown.code !== 'data/reading-given-up') throw thrown;
        return await storeUnread(options, datasetsDirectory);
      } finally {
        await end(held);
      }
    },
    progress: (files) => {
      const atWork = [...storings, ...readings]
        .filter(overlaps(files))
        .flatMap(({ thread }) => thread?.progress() ?? []);
      return atWork.find(({ phase }) => phase !== 'idle') ?? { phase: 'idle', done: 0, total: 0 };
    },
    cancel: async (files) => {
      const reason = cancelled();
      const atWork = [...readings].filter(({ isDone, isStoring }) => !isDone || isStoring);
      const ended = atWork.filter(overlaps(files)).map((reading) => end(reading, reason));
      for (const storing of [...storings].filter(overlaps(files))) {
        storing.isCancelled = true;
        if (storing.thread !== null) ended.push(storing.thread.end(reason));
      }
      await Promise.all(ended);
    },
    forget: (words) => endWhere(({ files }) => files.some((file) => words.some((word) => file.includes(word)))),
    close: () => endWhere(() => true),
  };
}
