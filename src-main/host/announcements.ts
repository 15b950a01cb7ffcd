// What the user should read once after a start: kept in memory until it was read.
import type { Announcements } from './handlers/context.ts';
import type { Host } from './host.ts';

/** What a host found when it opened its home. */
export function createAnnouncements(host: Pick<Host, 'home' | 'recovered'>): Announcements {
  let notices = host.home.notices;
  let recovered = host.recovered.map(({ run, reason }) => ({ run, reason }));
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
