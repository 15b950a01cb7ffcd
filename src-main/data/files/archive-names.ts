// What an archive may call its files. Nothing is ever unpacked to disk, but an archive that tries to reach outside itself was made to
// do harm, or is damaged, and is refused whole.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { shown } from '../sentences.ts';

function refuse(archive: string, what: string): AppError {
  return new AppError(
    'data/unsafe-archive',
    `${archive} holds ${what}, which leads outside the archive. It is not read. Fetch it from a source you trust, or unpack it yourself and choose the folder.`,
  );
}

/**
 * The relative path that a name stands for, "./" at its start left out.
 * @throws AppError `data/unsafe-archive` for `..`, absolute paths and drive letters
 */
export function safeArchivePath(name: string, archive: string): string {
  const plain = name.replaceAll('\\', '/');
  if (plain.startsWith('/') || /^[a-z]:/i.test(plain)) throw refuse(archive, `the absolute path "${shown(name)}"`);
  const parts = plain.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) throw refuse(archive, `the name "${shown(name)}"`);
  return parts.join('/');
}

/** The refusal of a link. */
export function linkInArchive(name: string, archive: string): AppError {
  return refuse(archive, `the link "${shown(name)}"`);
}
