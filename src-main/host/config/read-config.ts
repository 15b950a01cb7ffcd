// Reads a config file. Not here: what it means (prepare-run).
import { readFile, stat } from 'node:fs/promises';
import { AppError } from '../../../src-shared/domain/app-error.ts';

/** A config is written by hand; what is larger is something else. */
const largestBytes = 1024 ** 2;

/**
 * The JSON value in a config file.
 * @throws AppError `config/no-such-file`, `config/not-readable`, `config/too-large`, `config/not-json`
 */
export async function readConfigFile(file: string): Promise<unknown> {
  const found = await stat(file).catch(() => null);
  if (found === null) throw new AppError('config/no-such-file', `There is no config file ${file}. Check the path.`);
  if (!found.isFile()) throw new AppError('config/not-readable', `${file} is not a file. Name a config file.`);
  if (found.size > largestBytes) {
    throw new AppError(
      'config/too-large',
      `${file} has ${found.size.toLocaleString('en-US')} bytes and is no config. To train on a table, name it in a config: {"data": {"file": …}}`,
    );
  }
  const text = await readFile(file, 'utf8').catch(() => {
    throw new AppError('config/not-readable', `${file} may not be read by this user. Change its permissions.`);
  });
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (thrown) {
    const where = thrown instanceof SyntaxError ? ` (${thrown.message})` : '';
    throw new AppError(
      'config/not-json',
      `${file} is no JSON${where}. A config starts like {"data": {"sample": "iris"}}`,
    );
  }
}
