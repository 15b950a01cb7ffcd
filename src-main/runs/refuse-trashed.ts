// What is in the trash is neither trained further nor tested: whoever empties the trash must not lose what is going on.
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { RunListing } from '../store/queries/run-row.ts';

/** @param then what was asked for: `resume` @throws AppError `runs/in-trash` */
export function refuseTrashed({ id, trashedAt }: Pick<RunListing, 'id' | 'trashedAt'>, then: string): void {
  if (trashedAt === null) return;
  throw new AppError('runs/in-trash', `Run ${id} is in the trash. Restore it first, then ${then} it.`, { run: id });
}
