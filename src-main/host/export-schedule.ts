// Takes a run's schedule out of a home, with where it comes from.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { DataCard } from '../../src-shared/domain/data-card.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import { inputShapeByCard } from '../../src-shared/domain/input-shape.ts';
import type { RunConfig } from '../../src-shared/domain/run-config.ts';
import type { Schedule } from '../../src-shared/domain/schedule.ts';
import { settleHyperparameters } from '../../src-shared/domain/settle-hyperparameters.ts';
import { scheduleToCsv } from '../export/schedule-csv.ts';
import { scheduleToJson } from '../export/schedule-json.ts';
import { writeWhole } from '../export/write-whole.ts';
import { exportsDirectory } from './paths.ts';
import { type RunDetails, type RunReader, readHome, readHomeCard } from './reader.ts';

export const scheduleFormats = ['csv', 'json'] as const;
export type ScheduleFormat = (typeof scheduleFormats)[number];

async function cardOrNull(home: string, { data }: RunConfig): Promise<DataCard | null> {
  try {
    return await readHomeCard(home, data.dataset);
  } catch (thrown) {
    if (thrown instanceof AppError) return null;
    throw thrown;
  }
}

/** What a schedule's file is made of. */
export interface LoggedSchedule {
  readonly details: RunDetails;
  readonly schedule: Schedule;
}

/** Reads a run's schedule with where it comes from. @throws AppError `store/unknown-run` */
export function readSchedule(reader: RunReader, run: RunId): LoggedSchedule {
  return { details: reader.run(run), schedule: reader.schedule(run) };
}

/**
 * The text of a run's schedule.
 * @throws AppError `export/no-schedule`, `store/unknown-run`, `store/no-home`
 */
export async function scheduleText(home: string, run: RunId, format: ScheduleFormat): Promise<string> {
  return formatSchedule(
    readHome(home, (reader) => readSchedule(reader, run)),
    home,
    format,
  );
}

/**
 * A schedule as the text of a file.
 * @throws AppError `export/no-schedule`
 */
export async function formatSchedule(
  { details, schedule }: LoggedSchedule,
  home: string,
  format: ScheduleFormat,
): Promise<string> {
  if (schedule.points.length === 0) {
    throw new AppError(
      'export/no-schedule',
      `Run ${details.id} is ${details.state} and has logged no hyperparameter, so it has no schedule to export.`,
    );
  }
  if (format === 'csv') return scheduleToCsv(schedule);
  const { id, name, state, config } = details;
  const card = await cardOrNull(home, config);
  const { tuned } = settleHyperparameters(config.hyperparameters, {
    model: config.model,
    data: card === null ? null : inputShapeByCard(card),
  });
  return scheduleToJson(schedule, { run: { id, name, state }, card, config, tuned });
}

/** Writes a run's schedule to `file`, whole or not at all. @throws as {@link scheduleText}, and AppError `export/…` */
export async function writeSchedule(request: {
  readonly home: string;
  readonly run: RunId;
  readonly format: ScheduleFormat;
  readonly file: string;
}): Promise<void> {
  const { home, run, format, file } = request;
  await writeWhole(file, await scheduleText(home, run, format));
}

/**
 * Writes a run's schedule as CSV into the home's exports.
 * @returns the file
 * @throws as {@link writeSchedule}
 */
export async function writeScheduleIntoHome(home: string, run: RunId): Promise<string> {
  const folder = exportsDirectory(home);
  // A folder that cannot be made is told by the write that follows.
  await mkdir(folder, { recursive: true }).catch(() => undefined);
  const file = join(folder, `run-${run}-schedule.csv`);
  await writeSchedule({ home, run, format: 'csv', file });
  return file;
}
