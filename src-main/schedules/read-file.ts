// A schedule from the bytes of a file: CSV or JSON as Selftune exports them, or a CSV that a person wrote.
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { ReplayedSchedule } from '../../src-shared/domain/method-config.ts';
import { encodingOf, headText } from '../data/importers/csv-encoding.ts';
import { readScheduleCsv } from './read-csv.ts';
import { readScheduleJson } from './read-json.ts';

/**
 * Reads a schedule.
 * @param name the file's, for sentences and as the schedule's source
 * @throws AppError `schedules/…`, `data/unreadable-text`, in words for every file that holds no schedule
 */
export function readScheduleFile(name: string, bytes: Uint8Array): ReplayedSchedule {
  // Blank lines before the first one are of nobody; what stands at a line's end may be an empty cell.
  const text = textOf(name, bytes).replace(/^(?:[^\S\r\n]*[\r\n]+)+/, '');
  if (text.trim() === '') {
    throw new AppError(
      'schedules/empty',
      `${name} is empty. A schedule has a line of names, such as "epoch,input.dropout", and a line for each place.`,
    );
  }
  return /^\s*[{[]/.test(text) ? readScheduleJson(text, name) : readScheduleCsv(text, name);
}

function textOf(name: string, bytes: Uint8Array): string {
  try {
    return headText({ head: bytes }, encodingOf({ head: bytes, isUtf8: isUtf8(bytes) }, name));
  } catch {
    throw new AppError('schedules/not-text', `${name} is not a text file. A schedule is read from CSV or JSON.`);
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
