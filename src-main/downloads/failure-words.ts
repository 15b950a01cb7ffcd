// What the network and the disk say when they fail, in a sentence. Not here: what a source answers (fetch-file).
import { AppError } from '../../src-shared/domain/app-error.ts';

/** The codes of an error and of what caused it, from the outside in. */
function codesOf(thrown: unknown): readonly string[] {
  if (!(thrown instanceof Error)) return [];
  const own = 'code' in thrown && typeof thrown.code === 'string' ? [thrown.code] : [];
  const among = thrown instanceof AggregateError ? thrown.errors.flatMap(codesOf) : [];
  return [...own, ...codesOf(thrown.cause), ...among];
}

const notThere = ['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'ECONNREFUSED', 'ETIMEDOUT'];
const brokenOff = [
  'ECONNRESET',
  'EPIPE',
  'UND_ERR_SOCKET',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
];
const noRoom = ['ENOSPC', 'EDQUOT'];
const notWritable = ['EACCES', 'EPERM', 'EROFS'];

/** The refusal to tell for what was thrown while a file was fetched; what cannot be expected stays as it is. */
export function inWords(thrown: unknown, url: string): unknown {
  if (thrown instanceof AppError) return thrown;
  const { host } = new URL(url);
  if (thrown instanceof Error && thrown.name === 'AbortError') {
    return new AppError('downloads/cancelled', 'The download was stopped. What has come is kept.');
  }
  const codes = codesOf(thrown);
  const has = (known: readonly string[]) => codes.some((code) => known.includes(code));
  if (has(noRoom)) {
    return new AppError(
      'downloads/disk-full',
      'The disk is full. Free some space and start the download again: it goes on from there.',
    );
  }
  if (has(notWritable)) {
    return new AppError(
      'downloads/not-writable',
      'The folder of downloads may not be written to. Change its permissions.',
    );
  }
  const isUntrusted = codes.some((code) => /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_TLS|ERR_SSL)/.test(code));
  if (isUntrusted) {
    return new AppError(
      'downloads/not-trusted',
      `The connection to ${host} cannot be trusted (${codes.at(-1)}): something between this computer and the source may be reading along. Nothing was fetched. Download the file with a browser and import it.`,
    );
  }
  if (has(brokenOff)) {
    return new AppError(
      'downloads/cut-off',
      `The connection to ${host} broke off. What has come is kept: start the download again, and it goes on from there.`,
    );
  }
  if (has(notThere) || codes.some((code) => code.startsWith('UND_ERR_'))) {
    return new AppError(
      'downloads/unreachable',
      `${host} cannot be reached (${codes.at(-1)}). Check the connection and start again. Behind a proxy, download the file with a browser and import it.`,
    );
  }
  return thrown;
}
