// Files on their way into the home: uploaded, read as the choices say, read again when a choice changes, imported.
// Not here: how a file is read (host); which field an error belongs to (import-problems).
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { Preview, ReadingChoices } from '../../src-shared/contract/data.ts';
import type { ColumnRole, DataCard } from '../../src-shared/domain/data-card.ts';
import { useDatasets } from './datasets.ts';
import { type ImportProblem, importProblem } from './import-problems.ts';
import { withChoice, withRole } from './reading-choices.ts';
import { linesInHead, namesInHead } from './table-head.ts';

export interface ImportedFile {
  readonly name: string;
  readonly bytes: number;
  /** Share that has arrived, 0 to 1. */
  readonly share: number;
}

export interface Inspection {
  readonly card: DataCard;
  readonly preview: Preview;
  readonly reading: ReadingChoices;
}

const headBytes = 65_536;
const mostFiles = 8;

export const useImport = defineStore('import', () => {
  const datasets = useDatasets();
  const files = ref<ImportedFile[]>([]);
  const choices = shallowRef<ReadingChoices>({});
  /** The last reading that succeeded; kept when a later one fails. */
  const inspection = shallowRef<Inspection | null>(null);
  const problem = shallowRef<ImportProblem | null>(null);
  const name = ref('');
  const stage = ref<'idle' | 'uploading' | 'reading' | 'ready' | 'importing'>('idle');
  /** Columns by the first line, for choosing while there is no reading. */
  const guessedNames = shallowRef<readonly string[]>([]);
  /** The file's first lines as they are, while there is no reading. */
  const headLines = shallowRef<readonly string[]>([]);
  let uploads: string[] = [];
  let source: File | null = null;
  /** Counts imports and readings: what belongs to an earlier one comes too late. */
  let turn = 0;

  const columnNames = computed(() => inspection.value?.card.columns.map((column) => column.name) ?? guessedNames.value);
  const isOpen = computed(() => stage.value !== 'idle');

  /** Takes files in: uploads them, then reads them. What was being imported before is given up. */
  async function begin(chosen: readonly File[]): Promise<void> {
    await cancel();
    if (chosen.length === 0) return;
    const own = ++turn;
    files.value = chosen.map((file) => ({ name: file.name, bytes: file.size, share: 0 }));
    source = chosen[0] ?? null;
    name.value = nameFor(chosen);
    stage.value = 'uploading';
    if (chosen.length > mostFiles) {
      problem.value = {
        field: 'file',
        message: `${chosen.length} files were chosen; at most ${mostFiles} belong to one data set.`,
      };
      return;
    }
    try {
      for (const [index, file] of chosen.entries()) {
        const token = await datasets.upload(file, (share) => {
          if (own !== turn) return;
          files.value = files.value.map((each, position) => (position === index ? { ...each, share } : each));
        });
        if (own !== turn) return void datasets.discardUpload(token).catch(() => undefined);
        uploads.push(token);
      }
      await read();
    } catch (thrown) {
      if (own === turn) problem.value = importProblem(thrown);
    }
  }

  async function read(): Promise<void> {
    if (uploads.length === 0) return;
    const own = ++turn;
    stage.value = 'reading';
    try {
      const next = await datasets.inspect([...uploads], choices.value);
      if (own !== turn) return;
      inspection.value = next;
      problem.value = null;
    } catch (thrown) {
      if (own !== turn) return;
      problem.value = importProblem(thrown);
      if (inspection.value === null && source !== null) {
        const head = await source.slice(0, headBytes).text();
        if (own === turn) {
          headLines.value = linesInHead(head);
          guessedNames.value = headLines.value.length === 0 ? [] : namesInHead(head, choices.value.delimiter);
        }
      }
    }
    if (own === turn) stage.value = 'ready';
  }

  /** Changes how the file is read and reads it again; `undefined` leaves it to be found out. */
  async function choose<Key extends keyof ReadingChoices>(key: Key, value: ReadingChoices[Key]): Promise<void> {
    choices.value = withChoice(choices.value, key, value);
    await read();
  }

  /** Gives a column its role and reads again. */
  async function giveRole(column: string, role: ColumnRole): Promise<void> {
    choices.value = withRole(choices.value, column, role);
    await read();
  }

  /** Stores the data set. @returns its card, or null where it was refused; then nothing is lost and `problem` says why */
  async function finish(): Promise<DataCard | null> {
    const own = ++turn;
    stage.value = 'importing';
    try {
      const { card } = await datasets.importFiles([...uploads], choices.value, name.value.trim());
      // The host has given the uploads up.
      uploads = [];
      reset();
      return card;
    } catch (thrown) {
      if (own !== turn) return null;
      problem.value = importProblem(thrown);
      stage.value = 'ready';
      return null;
    }
  }

  function reset(): void {
    turn++;
    files.value = [];
    choices.value = {};
    inspection.value = null;
    problem.value = null;
    guessedNames.value = [];
    headLines.value = [];
    name.value = '';
    stage.value = 'idle';
    source = null;
  }

  /** Gives the import up; the host forgets the files. */
  async function cancel(): Promise<void> {
    const given = uploads;
    uploads = [];
    reset();
    // A host that is gone has forgotten them already.
    await Promise.all(given.map((token) => datasets.discardUpload(token).catch(() => undefined)));
  }

  return {
    files,
    choices,
    inspection,
    problem,
    name,
    stage,
    isOpen,
    columnNames,
    headLines,
    begin,
    choose,
    giveRole,
    finish,
    cancel,
    /** What is wrong with a field, in words. */
    problemAt: (field: ImportProblem['field']): string | null =>
      problem.value?.field === field ? problem.value.message : null,
  };
});

/** From the first file; the names of IDX files say only which half they are. */
function nameFor(chosen: readonly File[]): string {
  const plain = (chosen[0]?.name ?? '')
    .replace(/(\.(csv|tsv|txt|tab|gz))+$/i, '')
    .replace(/[-.]idx\d-ubyte$/i, '')
    .replace(/^(train|t10k|test)[-_](images|labels)$/i, 'images');
  return plain.slice(0, 200);
}
