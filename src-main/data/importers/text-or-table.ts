// Whether files are running texts or a table: by their names, by what was chosen, and by whether their lines have as many cells as
// each other.
import { isTextName } from '../../../src-shared/domain/text-names.ts';
import { StreamReader } from '../files/stream-reader.ts';
import { byteStream } from './byte-stream.ts';
import { encodingOf, headText } from './csv-encoding.ts';
import { firstRecords } from './csv-records.ts';
import type { ImportChoices } from './import-choices.ts';

/** Choices that only a table has. */
const choicesOfTables = ['target', 'roles', 'delimiter', 'decimal', 'header', 'missing'] as const;

/** Lines, and bytes, that are looked at. */
const lookedAt = 50;
const lookedAtBytes = 1 << 16;
/** What may stand between the cells of a table that is not called one. */
const delimiters = ['\t', ';', '|', ','] as const;
/** Sentences rarely have as many commas as each other, line after line. */
const nearlyAll = 0.95;

/** Whether every line falls into the same number of cells, two at least. */
function looksLikeTable(head: string): boolean {
  const lines = head.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
  if (lines.length < 2) return false;
  return delimiters.some((delimiter) => {
    const records = firstRecords(lines.slice(0, lookedAt).join('\n'), delimiter, lookedAt);
    const width = records[0]?.length ?? 0;
    const fitting = records.filter((record) => record.length === width).length;
    return width > 1 && fitting >= nearlyAll * records.length;
  });
}

/** The first lines of a file; null where it is no text. */
async function startOfText(path: string): Promise<string | null> {
  const reader = new StreamReader(byteStream(path));
  try {
    const head = await reader.take(lookedAtBytes);
    return headText({ head }, encodingOf({ head, isUtf8: true }, path));
  } catch {
    // Whoever reads the file says what is wrong with it.
    return null;
  } finally {
    await reader.close();
  }
}

/** Whether these files are running texts. */
export async function areTexts(paths: readonly string[], choices: ImportChoices): Promise<boolean> {
  if (choices.task === 'language') return true;
  if (choices.task !== undefined || choicesOfTables.some((choice) => choices[choice] !== undefined)) return false;
  const [first] = paths;
  if (first === undefined || !paths.every(isTextName)) return false;
  const start = await startOfText(first);
  return start === null || !looksLikeTable(start);
}
