// Files on their way into the home: uploaded, read as the choices say, read again when a choice changes, imported.
// Not here: how a file is read (host); which field an error belongs to (import-problems).
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { Preview, ReadingChoices } from '../../src-shared/contract/data.ts';
import { mostUploadFiles } from '../../src-shared/contract/limits.ts';
import type { ColumnRole, DataCard } from '../../src-shared/domain/data-card.ts';
import { areCalledText, nameFor } from './data-set-name.ts';
import { useDatasets } from './datasets.ts';
import { type ImportProblem, importProblem } from './import-problems.ts';
import { useImportProgress } from './import-progress.ts';
import { type PickedFiles, type Picking, plainFiles } from './picked-files.ts';
import { withChoice, withRole } from './reading-choices.ts';
import { linesInHead, namesInHead } from './table-head.ts';
import { sizesOf } from './upload-pieces.ts';

export interface ImportedFile {
  readonly name: string;
  readonly bytes: number;
  /** Files of a folder; null for a single one. */
  readonly files: number | null;
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
  const stage = ref<'idle' | 'gathering' | 'uploading' | 'reading' | 'ready' | 'importing'>('idle');
  /** Files found so far in a folder that was dropped. */
  const gathered = ref(0);
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
  /** Told by the names alone, for as long as nothing could be read. */
  const isCalledText = computed(() => areCalledText(files.value.map((file) => file.name)));

  const { progress, during } = useImportProgress(() => datasets.importProgress([...uploads]));

  /** Finds out what was dropped, then takes it in. */
  async function gather(picking: Picking): Promise<void> {
    await cancel();
    const own = ++turn;
    stage.value = 'gathering';
    try {
      const picked = await picking((count) => {
        if (own === turn) gathered.value = count;
      });
      if (own === turn) await begin(picked);
    } catch (thrown) {
      if (own === turn) problem.value = importProblem(thrown);
    }
  }

  /** Takes files in: uploads them, then reads them. What was being imported before is given up. */
  async function begin(picked: PickedFiles): Promise<void> {
    await cancel();
    if (picked.files.length === 0 && picked.folder === null) return;
    const own = ++turn;
    name.value = nameFor(picked);
    const refusal = refusalOf(picked);
    if (refusal !== null) {
      stage.value = 'uploading';
      problem.value = { field: 'file', message: refusal };
      return;
    }
    const isWanted = () => own === turn;
    stage.value = 'gathering';
    const sizes = await sizesOf(picked.files, (count) => {
      if (isWanted()) gathered.value = count;
      return isWanted();
    });
    if (!isWanted()) return;
    source = picked.folder === null ? (picked.files[0] ?? null) : null;
    stage.value = 'uploading';
    try {
      const parts = partsOf(picked, sizes);
      files.value = parts.map(fileOfPart);
      for (const [index, part] of parts.entries()) {
        const onProgress = (share: number) => {
          if (!isWanted()) return;
          files.value = files.value.map((each, position) => (position === index ? { ...each, share } : each));
        };
        const token = await datasets.upload(part.picked, { sizes: part.sizes, onProgress, isWanted });
        if (token === null) return;
        if (!isWanted()) return void datasets.discardUpload(token);
        uploads.push(token);
      }
      await read();
    } catch (thrown) {
      if (isWanted()) problem.value = importProblem(thrown);
    }
  }

  async function read(): Promise<void> {
    if (uploads.length === 0) return;
    const own = ++turn;
    stage.value = 'reading';
    try {
      const next = await during(datasets.inspect([...uploads], choices.value));
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
      const { card } = await during(datasets.importFiles([...uploads], choices.value, name.value.trim()));
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
    gathered.value = 0;
    stage.value = 'idle';
    source = null;
  }

  /** Gives the import up, whatever it is at; the host forgets the files. */
  async function cancel(): Promise<void> {
    const given = uploads;
    const isAtWork = stage.value === 'reading' || stage.value === 'importing';
    uploads = [];
    reset();
    // A host that is gone has given up already.
    if (isAtWork && given.length > 0) await datasets.cancelImport(given).catch(() => undefined);
    await Promise.all(given.map((token) => datasets.discardUpload(token)));
  }

  return {
    files,
    choices,
    inspection,
    problem,
    name,
    stage,
    isOpen,
    isCalledText,
    columnNames,
    headLines,
    gathered,
    progress,
    gather,
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

/** What is uploaded in one piece: a folder, or a file. */
interface UploadPart {
  readonly picked: PickedFiles;
  readonly sizes: readonly number[];
}

function partsOf(picked: PickedFiles, sizes: readonly number[]): readonly UploadPart[] {
  if (picked.folder !== null) return [{ picked, sizes }];
  return picked.files.map((file, index) => ({ picked: plainFiles([file]), sizes: [sizes[index] ?? 0] }));
}

function fileOfPart({ picked: { files, folder }, sizes }: UploadPart): ImportedFile {
  return {
    name: folder?.name ?? files[0]?.name ?? '',
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    files: folder === null ? null : files.length,
    share: 0,
  };
}

/** Why so much is not taken at all. */
function refusalOf({ files, folder }: PickedFiles): string | null {
  if (folder === null) {
    if (files.length <= mostFiles) return null;
    return `${files.length} files were chosen; at most ${mostFiles} belong to one data set. Choose the folder they lie in instead.`;
  }
  if (files.length === 0) return `The folder ${folder.name} holds no files.`;
  if (files.length <= mostUploadFiles) return null;
  return `The folder ${folder.name} holds ${files.length} files; at most ${mostUploadFiles} can be imported.`;
}
