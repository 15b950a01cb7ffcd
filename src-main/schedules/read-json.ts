// A schedule from JSON: the file that Selftune exports, or the schedule of a config's method "replay".
import { z } from 'zod';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { type ReplayedSchedule, replayedScheduleSchema } from '../../src-shared/domain/method-config.ts';
import { countOf } from '../data/sentences.ts';
import { assemble, mostPlaces } from './assemble.ts';
import { isHyperparameterName } from './columns.ts';
import { scheduleOfRun } from './of-run.ts';

/** What is needed of an exported file; see export/schedule-json. A value that was not logged is null. */
const numberOrNone = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);
const exportedSchema = z.object({
  hyperparameters: z.array(z.object({ name: z.string() })).min(1),
  points: z.array(z.object({ step: z.number(), epoch: z.number().min(0), values: z.array(numberOrNone) })).min(1),
});
const headSchema = z.object({ schema: z.string(), version: z.number() });

/** Reads a schedule. @throws AppError `schedules/…` */
export function readScheduleJson(text: string, file: string): ReplayedSchedule {
  const content = parsed(text, file);
  const head = headSchema.safeParse(content);
  const schedule = head.success ? exported(content, head.data, file) : written(content, file);
  const strange = Object.keys(schedule.values).find((name) => !isHyperparameterName(name));
  if (strange === undefined) return schedule;
  throw new AppError(
    'schedules/unknown-column',
    `${file} has values of "${strange}", which no hyperparameter is called. They are called by layer and kind, such as "input.dropout".`,
  );
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new AppError('schedules/broken-json', `${file} is no whole JSON file: ${why}. Export it again.`);
  }
}

function exported(content: unknown, { schema, version }: z.infer<typeof headSchema>, file: string): ReplayedSchedule {
  if (schema !== 'selftune/schedule') {
    throw new AppError('schedules/no-schedule', `${file} is a file of the form "${schema}", not a schedule.`);
  }
  if (version !== 1) {
    throw new AppError(
      'schedules/newer',
      `${file} has version ${version} of the form, which this Selftune does not know. Export the schedule as CSV, which all versions read.`,
    );
  }
  const read = exportedSchema.safeParse(content);
  if (!read.success) throw notWhole(read.error, file);
  const { hyperparameters, points } = read.data;
  const names = hyperparameters.map(({ name }) => name as `${string}.dropout`);
  const whole = points.map(({ values, ...point }) => ({ ...point, seconds: Number.NaN, values, scales: [] }));
  const uneven = points.findIndex(({ values }) => values.length !== names.length);
  if (uneven >= 0) {
    throw new AppError(
      'schedules/no-schedule',
      `Point ${uneven + 1} of ${file} has ${countOf(points[uneven]?.values.length ?? 0, 'value')} of ${countOf(names.length, 'hyperparameter')}.`,
    );
  }
  const falling = points.findIndex(({ epoch }, index) => epoch < (points[index - 1]?.epoch ?? 0));
  if (falling >= 0) {
    throw new AppError(
      'schedules/falling-place',
      `Point ${falling + 1} of ${file} stands at an earlier epoch than the one before it. Points must stand in the order of training.`,
    );
  }
  return scheduleOfRun({ hyperparameters: names, points: whole }, file, mostPlaces);
}

function written(content: unknown, file: string): ReplayedSchedule {
  const read = replayedScheduleSchema.safeParse(content);
  if (!read.success) throw notWhole(read.error, file);
  return assemble({ ...read.data, source: read.data.source === '' ? file : read.data.source });
}

function notWhole(error: z.ZodError, file: string): AppError {
  return new AppError(
    'schedules/no-schedule',
    `${file} holds no schedule: ${z.prettifyError(error).replaceAll(/\s*\n\s*/g, ' ')}. Choose the CSV or JSON that a run's schedule was exported to.`,
  );
}
