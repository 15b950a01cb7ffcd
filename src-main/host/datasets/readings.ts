// Files as they were read last: who looked at an import and then wants it need not wait for the reading again, and who changes a
// choice while the file is still being read does not wait for what nobody wants any more.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { ImportOptions } from '../../data/import-dataset.ts';
import { inThread, type Stored, startThread, type Thread, type WorkResults } from './importing.ts';

type InspectTask = { readonly kind: 'inspect'; readonly options: ImportOptions };

interface Reading {
  readonly files: readonly string[];
  readonly choices: string;
  readonly thread: Thread<InspectTask>;
  isDone: boolean;
  /** Ends a reading that nobody came back to. */
  timer: NodeJS.Timeout | null;
}

export interface Readings {
  /** Reads files, giving up an earlier reading of the same ones. @throws AppError of the importers, `data/reading-given-up` */
  inspect(options: ImportOptions): Promise<WorkResults['inspect']>;
  /** Stores files, as they were read last if the choices are the same. @throws AppError of the importers */
  store(options: ImportOptions, datasetsDirectory: string): Promise<Stored>;
  /** Ends the readings of files whose paths, or their folders' names, hold one of `words`. */
  forget(words: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** How long the rows of an import that was looked at are held in memory. */
const heldMs = 10 * 60_000;

const keyOf = ({ choices }: ImportOptions) => JSON.stringify(choices ?? {});

/** No readings yet. */
export function createReadings(): Readings {
  const readings = new Set<Reading>();

  async function end(reading: Reading): Promise<void> {
    readings.delete(reading);
    if (reading.timer !== null) clearTimeout(reading.timer);
    await reading.thread.end();
  }

  const endWhere = async (fits: (reading: Reading) => boolean) => {
    await Promise.all([...readings].filter(fits).map(end));
  };

  return {
    inspect: async (options) => {
      const { files } = options;
      // What is done and held would take memory beside the new rows; what others still read goes on.
      const ended = endWhere((other) => other.isDone || other.files.some((file) => files.includes(file)));
      const thread = startThread<InspectTask>({ kind: 'inspect', options });
      const reading: Reading = { files, choices: keyOf(options), thread, isDone: false, timer: null };
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
      if (held === undefined) return inThread({ kind: 'import', options, datasetsDirectory });
      await held.thread.first;
      try {
        return await held.thread.keep({ datasetsDirectory, ...(name === undefined ? {} : { name }) });
      } catch (thrown) {
        if (thrown instanceof AppError && thrown.code !== 'data/reading-given-up') throw thrown;
        return await inThread({ kind: 'import', options, datasetsDirectory });
      } finally {
        await end(held);
      }
    },
    forget: (words) => endWhere(({ files }) => files.some((file) => words.some((word) => file.includes(word)))),
    close: () => endWhere(() => true),
  };
}
