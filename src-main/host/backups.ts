// Looks every hour whether the day's copy of the database is there, for as long as the application runs.
import { AppError } from '../../src-shared/domain/app-error.ts';
import { keepDailyBackup } from '../store/daily-backup.ts';
import type { HandlerContext } from './handlers/context.ts';

const everyMs = 60 * 60 * 1_000;

/** Makes the day's copy now and on every later day. A copy that cannot be made is told in the log. */
export function startBackups({ home, now, log, onShutdown }: HandlerContext): void {
  const backUp = async () => {
    try {
      await keepDailyBackup(home, now);
    } catch (thrown) {
      if (thrown instanceof AppError) log.info(`No backup was made. ${thrown.message}`);
      else log.bug(thrown);
    }
  };
  let latest = backUp();
  const timer = setInterval(() => {
    latest = backUp();
  }, everyMs);
  timer.unref();
  onShutdown(async () => {
    clearInterval(timer);
    await latest;
  });
}
