// Files as a person hands them over: some files, or folders with all that is in them. Not here: how they get to the host (upload).

/** What was chosen or dropped. */
export interface PickedFiles {
  readonly files: readonly File[];
  /** Where folders were chosen: what they are called, and the path of each file inside, names with "/" between them. */
  readonly folder: { readonly name: string; readonly paths: readonly string[] } | null;
}

/** Finds out what was handed over; a large folder takes a while. @param tell how many files were found so far */
export type Picking = (tell: (count: number) => void) => Promise<PickedFiles>;

/** Files that belong to no folder. */
export function plainFiles(files: readonly File[]): PickedFiles {
  return { files, folder: null };
}

/** Nobody means them: what the system keeps beside the files it shows. */
const isKeptBySystem = (path: string) => path.split('/').some((name) => name.startsWith('.') || name === 'Thumbs.db');

interface FileInFolder {
  readonly file: File;
  readonly path: string;
}

function inFolder(name: string, found: readonly FileInFolder[]): PickedFiles {
  const meant = found.filter(({ path }) => !isKeptBySystem(path));
  return { files: meant.map(({ file }) => file), folder: { name, paths: meant.map(({ path }) => path) } };
}

/** What a chooser of folders hands over: every file names its path below the folder. */
export function chosenFolder(files: readonly File[]): PickedFiles {
  const name = files[0]?.webkitRelativePath.split('/')[0] ?? '';
  return inFolder(
    name,
    files.map((file) => ({ file, path: file.webkitRelativePath })),
  );
}

const fileOf = (entry: FileSystemFileEntry) =>
  new Promise<File>((resolve, reject) => {
    entry.file(resolve, reject);
  });

/** All entries of a directory: it hands them out a hundred at a time. */
async function entriesOf(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (some.length === 0) return all;
    all.push(...some);
  }
}

async function walk(entries: readonly FileSystemEntry[], found: FileInFolder[], tell: (count: number) => void) {
  for (const entry of entries) {
    if (entry.isDirectory) {
      await walk(await entriesOf(entry as FileSystemDirectoryEntry), found, tell);
    } else {
      const path = entry.fullPath.replace(/^\//, '');
      found.push({ file: await fileOf(entry as FileSystemFileEntry), path });
    }
  }
  tell(found.length);
}

/** What was dropped. To be called while the drop is being told of: afterwards the browser has forgotten it. */
export function droppedFiles(transfer: DataTransfer): Picking {
  const files = [...transfer.files];
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const folders = entries.filter((entry) => entry.isDirectory);
  if (folders.length === 0) return async () => plainFiles(files);
  const name = entries.length === 1 ? (folders[0]?.name ?? '') : `${entries.length} folders and files`;
  return async (tell) => {
    const found: FileInFolder[] = [];
    await walk(entries, found, tell);
    return inFolder(name, found);
  };
}
