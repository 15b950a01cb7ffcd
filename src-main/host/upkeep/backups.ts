// Looks every hour whether the day's copy of the database is there, for as long as the application runs.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { keepDailyBackup } from '../../store/daily-backup.ts';
import type { WritableHome } from '../../store/open.ts';
import type { Log } from './log.ts';

export interface BackupOptions {
  readonly home: WritableHome;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Log;
  /** Called with what is to be done when the application shuts down. */
  readonly onShutdown: (action: () => Promise<void>) => void;
}

const everyMs = 60 * 60 * 1_000;

/** Makes the day's copy now and on every later day. A copy that cannot be made is told in the log. */
export function startBackups({ home, now, log, onShutdown }: BackupOptions): void {
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
