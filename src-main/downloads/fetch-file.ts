// Fetches one file over the network: goes on where an earlier attempt ended, and keeps nothing whose size or SHA-256 is another than is
// known. The only place that opens a connection to another computer. Not here: which files there are (known-sets).
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { inWords } from './failure-words.ts';
import type { RemoteFile } from './known-sets.ts';

export interface FetchRequest {
  readonly file: RemoteFile;
  /** Folder that it goes to; made where it is not there. */
  readonly directory: string;
  readonly signal: AbortSignal;
  /** Told of all bytes that are there, often. */
  readonly onReceived: (bytes: number) => void;
  /** All bytes are there and are being compared. */
  readonly onChecking?: () => void;
  /** A source that sends nothing for so long is given up. */
  readonly silenceMs?: number;
}

const partEnding = '.part';

/** Where a whole file lies, and where what has come of it. */
export function placesOf({ name }: Pick<RemoteFile, 'name'>, directory: string) {
  return { whole: join(directory, name), part: join(directory, name + partEnding) };
}

// What cannot be looked at counts as not there: writing it then says why.
const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => null))?.size ?? 0;

/** Bytes of a file that are there, whole or in part. */
export async function receivedOf(file: RemoteFile, directory: string): Promise<number> {
  const { whole, part } = placesOf(file, directory);
  const size = (await sizeOf(whole)) || (await sizeOf(part));
  return Math.min(size, file.bytes);
}

async function sha256Of(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { signal })) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

/**
 * Fetches a file, or what is missing of it.
 * @returns its path
 * @throws AppError `downloads/…`, a sentence for every way in which it can go wrong; what has come stays, unless it was wrong
 */
export async function fetchFile(request: FetchRequest): Promise<string> {
  const { file, directory, signal } = request;
  const { whole, part } = placesOf(file, directory);
  try {
    await mkdir(directory, { recursive: true });
    if ((await sizeOf(whole)) === file.bytes) await rename(whole, part);
    if ((await sizeOf(part)) > file.bytes) await rm(part);
    if ((await sizeOf(part)) < file.bytes) await receive(request);
    request.onChecking?.();
    const found = await sha256Of(part, signal);
    if (found !== file.sha256) {
      await rm(part);
      throw wrongHash(file, found);
    }
    await rename(part, whole);
    return whole;
  } catch (thrown) {
    throw inWords(thrown, file.url);
  }
}

async function receive(request: FetchRequest): Promise<void> {
  const { file, directory, signal, silenceMs = 30_000 } = request;
  const { part } = placesOf(file, directory);
  const silence = new AbortController();
  const listening = () => setTimeout(() => silence.abort(silent(file, silenceMs)), silenceMs);
  let timer = listening();
  const isHeard = () => {
    clearTimeout(timer);
    timer = listening();
  };
  const either = AbortSignal.any([signal, silence.signal]);
  try {
    const response = await ask(file, await sizeOf(part), either);
    isHeard();
    await append(request, { response, isHeard });
  } finally {
    clearTimeout(timer);
  }
}

/** Asks for the bytes from `from` on. What is compressed on the way would have another size, and who moves a file says so. */
async function ask(file: RemoteFile, from: number, signal: AbortSignal): Promise<Response> {
  const response = await fetch(file.url, {
    redirect: 'manual',
    signal,
    headers: { 'accept-encoding': 'identity', ...(from === 0 ? {} : { range: `bytes=${from}-` }) },
  });
  const { status, headers } = response;
  if (status === 200 || status === 206) {
    const start =
      status === 206 ? Number(/^bytes (\d+)-/.exec(headers.get('content-range') ?? '')?.[1] ?? Number.NaN) : 0;
    const length = headers.get('content-length');
    const isOther = length !== null && start + Number(length) !== file.bytes;
    if (!isOther && (status === 200 || start === from)) return response;
    await response.body?.cancel();
    throw otherSize(file, length === null ? null : start + Number(length));
  }
  await response.body?.cancel();
  if (status >= 300 && status < 400) throw moved(file, headers.get('location'));
  throw refused(file, status);
}

/** Writes what comes behind what is there; an answer with all bytes replaces it. */
async function append(
  { file, directory, onReceived }: FetchRequest,
  { response, isHeard }: { readonly response: Response; readonly isHeard: () => void },
): Promise<void> {
  const { part } = placesOf(file, directory);
  const isWhole = response.status === 200;
  let received = isWhole ? 0 : await sizeOf(part);
  const handle = await open(part, isWhole ? 'w' : 'a');
  try {
    for await (const chunk of response.body ?? []) {
      isHeard();
      if (received + chunk.length > file.bytes) throw otherSize(file, null);
      await handle.writeFile(chunk);
      received += chunk.length;
      onReceived(received);
    }
  } finally {
    await handle.close();
  }
  if (received < file.bytes) throw cutOff(file, received);
}

const hostOf = (url: string) => new URL(url).host;
const inMegabytes = (bytes: number) =>
  bytes < 1e6 ? `${bytes.toLocaleString('en-US')} bytes` : `${(bytes / 1e6).toFixed(1)} MB`;

const byHand = 'Download it with a browser instead and import the file.';

function silent({ url }: RemoteFile, ms: number): AppError {
  return new AppError(
    'downloads/silent',
    `${hostOf(url)} sent nothing for ${Math.round(ms / 1000)} seconds. What has come is kept: start the download again, and it goes on from there.`,
  );
}

function cutOff({ url, bytes }: RemoteFile, received: number): AppError {
  return new AppError(
    'downloads/cut-off',
    `The connection to ${hostOf(url)} ended after ${inMegabytes(received)} of ${inMegabytes(bytes)}. What has come is kept: start the download again, and it goes on from there.`,
  );
}

function otherSize({ name, url, bytes }: RemoteFile, found: number | null): AppError {
  const seen = found === null ? 'has another size than' : `has ${found.toLocaleString('en-US')} bytes, not`;
  return new AppError(
    'downloads/other-size',
    `What ${hostOf(url)} offers as ${name} ${seen} the ${bytes.toLocaleString('en-US')} bytes that are known of it, so nothing was fetched. ${byHand}`,
  );
}

function moved({ name, url }: RemoteFile, location: string | null): AppError {
  const target =
    location === null || !URL.canParse(location, url) ? 'another place' : hostOf(new URL(location, url).href);
  return new AppError(
    'downloads/moved',
    `${hostOf(url)} sends on to ${target} for ${name}. Selftune asks no address that it did not show. ${byHand}`,
  );
}

function refused({ name, url }: RemoteFile, status: number): AppError {
  const why = status === 404 || status === 410 ? 'has no such file any more' : `answered with status ${status}`;
  const advice = status >= 500 || status === 429 ? 'Try again later.' : byHand;
  return new AppError('downloads/refused', `Asked for ${name}, ${hostOf(url)} ${why}. ${advice}`, { status });
}

function wrongHash({ name, url, sha256 }: RemoteFile, found: string): AppError {
  return new AppError(
    'downloads/wrong-hash',
    `${name} from ${hostOf(url)} is not the file that is known: its SHA-256 begins with ${found.slice(0, 12)}, not with ${sha256.slice(0, 12)}. It was deleted. Start the download again; if this comes back, the source has changed.`,
    { found },
  );
}
