// A schedule that is named on a command line: that of a run of the home, or of a file.
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { runIdSchema } from '../../src-shared/domain/ids.ts';
import type { MethodConfig, ReplayedSchedule } from '../../src-shared/domain/method-config.ts';
import { readScheduleFile } from '../schedules/read-file.ts';
import { readDatabase } from './reader.ts';
import { replayableSchedule } from './studies-of-runs.ts';

export interface SchedulePlaces {
  /** Folder that relative paths start from. */
  readonly directory: string;
  readonly home: string;
}

const runPrefix = 'run:';

/**
 * @param named `run:12`, or a file's path
 * @throws AppError `schedules/…`, `store/…`
 */
export async function namedSchedule(named: string, { directory, home }: SchedulePlaces): Promise<ReplayedSchedule> {
  if (named.startsWith(runPrefix)) {
    const run = runIdSchema.safeParse(Number(named.slice(runPrefix.length)));
    if (!run.success) throw new AppError('schedules/bad-name', `"${named}" names no run. Write run:12, or a file.`);
    return readDatabase(home, (db) => replayableSchedule(db, run.data));
  }
  const file = resolve(directory, named);
  const bytes = await readFile(file).catch(() => {
    throw new AppError('schedules/no-such-file', `There is no schedule file ${file} that can be read. Check the path.`);
  });
  return readScheduleFile(basename(file), bytes);
}

/** The method that replays a schedule, or holds what it ends with. @param length null: as long as it is */
export function scheduledMethod(
  name: 'replay' | 'final',
  schedule: ReplayedSchedule,
  length: number | null,
): Extract<MethodConfig, { name: 'replay' | 'final' }> {
  if (name === 'replay') return { name, schedule, length };
  const values = Object.entries(schedule.values).map(([key, column]) => [key, column.at(-1) ?? 0] as const);
  return { name, values: Object.fromEntries(values), source: schedule.source };
}
