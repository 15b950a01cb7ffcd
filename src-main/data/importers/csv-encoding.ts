// Which characters the bytes of a text file stand for: byte-order marks first, then UTF-16 by its zero bytes, UTF-8 if all bytes
// allow it, Windows-1252 otherwise.
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import iconv from 'iconv-lite';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { byteStream } from './byte-stream.ts';

/** Bytes at a file's start from which encoding, delimiter and header are told; the first line must end within them. */
const headBytes = 4 * 1024 ** 2;

/** What one look over all bytes of a text file tells. */
export interface TextSurvey {
  /** The first bytes of the content. */
  readonly head: Uint8Array;
  readonly bytes: number;
  readonly isUtf8: boolean;
  /** SHA-256 of the whole content, hex. */
  readonly hash: string;
}

/** Reads a file once: its hash, its start, and whether every byte of it is valid UTF-8. */
export async function surveyText(path: string): Promise<TextSurvey> {
  const hash = createHash('sha256');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const head = new Uint8Array(headBytes);
  let bytes = 0;
  let isUtf8 = true;
  for await (const chunk of byteStream(path)) {
    hash.update(chunk);
    if (bytes < headBytes) head.set(chunk.subarray(0, headBytes - bytes), bytes);
    bytes += chunk.length;
    isUtf8 &&= decodes(decoder, chunk);
  }
  isUtf8 &&= decodes(decoder, new Uint8Array(0), { stream: false });
  return { head: head.subarray(0, Math.min(bytes, headBytes)), bytes, isUtf8, hash: hash.digest('hex') };
}

function decodes(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array, options = { stream: true }): boolean {
  try {
    decoder.decode(bytes, options);
    return true;
  } catch {
    return false;
  }
}

/** Share of zero bytes at even and at odd positions: Latin text in UTF-16 has them on one side only. */
function zeroShares(head: Uint8Array): [even: number, odd: number] {
  const zeros: [number, number] = [0, 0];
  for (let index = 0; index < head.length; index++) if (head[index] === 0) zeros[index % 2 === 0 ? 0 : 1]++;
  const pairs = Math.max(1, head.length / 2);
  return [zeros[0] / pairs, zeros[1] / pairs];
}

const startsWith = (head: Uint8Array, ...bytes: number[]) => bytes.every((byte, index) => head[index] === byte);

/**
 * The encoding of a text file, as iconv names it.
 * @throws AppError `data/not-text` for a binary file, `data/unknown-encoding` for a chosen one that does not exist
 */
export function encodingOf(survey: Pick<TextSurvey, 'head' | 'isUtf8'>, path: string, chosen?: string): string {
  const { head } = survey;
  if (chosen !== undefined) {
    if (iconv.encodingExists(chosen)) return chosen;
    throw new AppError(
      'data/unknown-encoding',
      `"${chosen}" is no known encoding. Usual ones are utf-8, utf-16le and windows-1252.`,
    );
  }
  if (startsWith(head, 0xef, 0xbb, 0xbf)) return 'utf-8';
  if (startsWith(head, 0xff, 0xfe)) return 'utf-16le';
  if (startsWith(head, 0xfe, 0xff)) return 'utf-16be';
  const [even, odd] = zeroShares(head);
  if (odd > 0.3 && even < 0.01) return 'utf-16le';
  if (even > 0.3 && odd < 0.01) return 'utf-16be';
  if (even + odd > 0 || isMostlyControl(head)) throw notText(head, path);
  return survey.isUtf8 ? 'utf-8' : 'windows-1252';
}

function isMostlyControl(head: Uint8Array): boolean {
  let controls = 0;
  for (const byte of head) if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) controls++;
  return controls > head.length * 0.01;
}

function notText(head: Uint8Array, path: string): AppError {
  // "PK" starts every zip archive, and an Excel workbook is one.
  const advice = startsWith(head, 0x50, 0x4b)
    ? 'It looks like a spreadsheet or a zip archive: save the sheet as CSV and import that.'
    : 'Choose a table (CSV, TSV), a plain text, or a FASTA or IDX file.';
  return new AppError('data/not-text', `${basename(path)} is not a text file. ${advice}`);
}

/** The head's text, without a byte-order mark. */
export function headText(survey: Pick<TextSurvey, 'head'>, encoding: string): string {
  return iconv.decode(Buffer.from(survey.head), encoding);
}

/** The whole file's text in chunks, without a byte-order mark. */
export async function* textStream(path: string, encoding: string): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encoding, { stripBOM: true });
  for await (const chunk of byteStream(path)) {
    const text = decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    if (text.length > 0) yield text;
  }
  const rest = decoder.end();
  if (rest !== undefined && rest.length > 0) yield rest;
}
