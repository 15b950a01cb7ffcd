// What the user should read once after a start: kept in memory until it was read.
import type { AppInfo } from '../../../src-shared/contract/app.ts';

/** What the user should read once: kept until it was read. */
export interface Announcements {
  readonly notices: readonly string[];
  readonly recovered: AppInfo['recovered'];
  dismiss(): void;
}

/** What was found when a home was opened. */
export function createAnnouncements(found: Pick<AppInfo, 'notices' | 'recovered'>): Announcements {
  let { notices, recovered }: { notices: readonly string[]; recovered: AppInfo['recovered'] } = found;
  return {
    get notices() {
      return notices;
    },
    get recovered() {
      return recovered;
    },
    dismiss: () => {
      notices = [];
      recovered = [];
    },
  };
}
