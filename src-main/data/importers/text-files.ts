// Files of plain text: which part of the data each of them is, told by its name, and what their characters are.
import { basename } from 'node:path';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { partNamed } from '../../../src-shared/domain/text-names.ts';
import type { PartName } from '../part-names.ts';
import { listNames } from '../sentences.ts';
import { checkFile } from './byte-stream.ts';
import { encodingOf, surveyText, type TextSurvey, textStream } from './csv-encoding.ts';
import { findUtf8Fault } from './utf8-fault.ts';

export interface PartOfText {
  /** Null for the only file. */
  readonly part: PartName | null;
  readonly path: string;
}

const order: readonly PartName[] = ['train', 'validation', 'test'];

/**
 * The files in the order train, validation, test.
 * @throws AppError `data/unknown-part` where names do not tell them apart
 */
export function partsOfText(paths: readonly string[]): PartOfText[] {
  const [only] = paths;
  if (paths.length === 1 && only !== undefined) return [{ part: null, path: only }];
  const parts = paths.map((path) => ({ part: partNamed(basename(path)), path }));
  const found = order.flatMap((part) => parts.filter((file) => file.part === part));
  const isClear = found.length === paths.length && new Set(found.map(({ part }) => part)).size === paths.length;
  if (isClear && found[0]?.part === 'train') return found;
  throw new AppError(
    'data/unknown-part',
    `The names of ${listNames(paths.map((path) => basename(path)))} do not say which text is for what. One of them must hold the word train; another one may hold valid, validation or dev, and another one test. Or choose one text, which is then divided.`,
  );
}

export interface PlainText {
  readonly path: string;
  readonly encoding: string;
  readonly survey: TextSurvey;
}

/**
 * Looks over a file of plain text.
 * @throws AppError `data/empty-file`, `data/not-text`, `data/not-utf8` with where
 */
export async function openText(path: string, chosen: string | undefined): Promise<PlainText> {
  await checkFile(path);
  const file = basename(path);
  const survey = await surveyText(path);
  const encoding = encodingOf(survey, path, chosen);
  // Unlike a table's, a text's characters are all it is: they are not guessed.
  const isTakenAsUtf8 = /^utf-?8$/i.test(encoding) || (chosen === undefined && encoding === 'windows-1252');
  if (isTakenAsUtf8 && !survey.isUtf8) {
    const fault = await findUtf8Fault(path);
    throw new AppError(
      'data/not-utf8',
      `${file} is not UTF-8: byte ${(fault?.byte ?? 0).toLocaleString('en-US')}, in line ${(fault?.line ?? 0).toLocaleString('en-US')}, cannot be. Choose its encoding, for example windows-1252, or save it as UTF-8.`,
      { byte: fault?.byte ?? 0, line: fault?.line ?? 0 },
    );
  }
  return { path, encoding, survey };
}

/** A text in chunks, its lines ended by "\n" whatever ended them, no character cut in two. */
export async function* readText({ path, encoding }: PlainText): AsyncGenerator<string> {
  let held = '';
  for await (const chunk of textStream(path, encoding)) {
    const text = held + chunk;
    // What comes next decides about a carriage return and about the first half of a pair.
    const isOpen = /[\r\ud800-\udbff]$/.test(text);
    held = isOpen ? text.slice(-1) : '';
    const whole = isOpen ? text.slice(0, -1) : text;
    if (whole !== '') yield whole.replace(/\r\n?/g, '\n');
  }
  if (held !== '') yield held === '\r' ? '\n' : held;
}
