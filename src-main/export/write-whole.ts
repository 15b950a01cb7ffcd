// Writes a file whole or not at all: a reader, a full disk or a power cut never meets half of it.
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError, messageOf } from '../../src-shared/domain/app-error.ts';

/** What went wrong, in words, for the codes a user can do something about. */
function inWords(thrown: unknown, file: string): AppError {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new AppError('export/no-folder', `There is no folder ${dirname(file)}. Create it or name another file.`);
    case 'EISDIR':
      return new AppError('export/not-a-file', `${file} is a folder. Name a file.`);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new AppError('export/no-access', `${file} may not be written by this user. Name another file.`);
    case 'ENOSPC':
    case 'EDQUOT':
      return new AppError('export/disk-full', `The disk is full: ${file} was not written. Free some space and repeat.`);
    default:
      return new AppError('export/not-written', `${file} could not be written (${messageOf(thrown)}).`);
  }
}

/**
 * Replaces `file` by `text`: temporary file beside it, fsync, rename.
 * @throws AppError `export/no-folder`, `export/not-a-file`, `export/no-access`, `export/disk-full`, `export/not-written`
 */
export async function writeWhole(file: string, text: string): Promise<void> {
  const temporary = `${file}.${process.pid}.part`;
  try {
    const handle = await open(temporary, 'w');
    try {
      await handle.writeFile(text, 'utf8');
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (thrown) {
    // Whatever keeps the temporary file from being removed is not worth a second sentence.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw inWords(thrown, file);
  }
}
