// One schedule from runs that went on from one another, each with values held: what population-based training found.
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { ReplayedSchedule } from '../../src-shared/domain/method-config.ts';
import { assemble } from './assemble.ts';

/** Values held for so many epochs. */
export interface Segment {
  readonly epochs: number;
  /** By hyperparameter name, in the unit people see. */
  readonly values: Readonly<Record<string, number>>;
}

/** How long before an epoch the values of the stretch before it end: no training step stands in between, an epoch has fewer than a million. */
const jump = 1e-6;

/**
 * The schedule of all segments one after the other, in epochs: values jump from one to the next.
 * @throws AppError `schedules/empty` without a segment of any length, `schedules/unlike` where they hold different hyperparameters
 */
export function joinSchedules(segments: readonly Segment[], source: string): ReplayedSchedule {
  const held = segments.filter(({ epochs }) => epochs > 0);
  const [first] = held;
  if (first === undefined)
    throw new AppError('schedules/empty', `${source} has trained for no epoch, so there is no schedule.`);
  const names = Object.keys(first.values);
  const at: number[] = [];
  const columns = names.map((): number[] => []);
  let begun = 0;
  for (const { epochs, values } of held) {
    const isSame = Object.keys(values).length === names.length && names.every((name) => name in values);
    if (!isSame) {
      throw new AppError(
        'schedules/unlike',
        `${source} goes on from runs that held other hyperparameters: ${names.join(', ')}, then ${Object.keys(values).join(', ')}.`,
      );
    }
    at.push(begun, begun + epochs - jump);
    for (const [index, name] of names.entries()) {
      const value = values[name] ?? Number.NaN;
      columns[index]?.push(value, value);
    }
    begun += epochs;
  }
  const values = Object.fromEntries(names.map((name, index) => [name, columns[index] ?? []]));
  return assemble({ unit: 'epochs', at, values, source });
}
