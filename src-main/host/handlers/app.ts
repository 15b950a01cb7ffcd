// Answers about the application itself: what it is, its settings, its machine, its disk, and a report for whoever mends it.
import type { Handlers } from '../../../src-shared/contract/procedures.ts';
import { listDatasets } from '../../data/storage.ts';
import { stopDiagnoses } from '../machine/describe-machine.ts';
import { rememberMachine } from '../machine/remember-machine.ts';
import { createUsageMeter } from '../machine/usage.ts';
import { datasetsDirectory, logsDirectory, settingsFile } from '../paths.ts';
import { bugReportText, thisPerson } from '../upkeep/bug-report.ts';
import { readLogs } from '../upkeep/log.ts';
import { createSettings } from '../upkeep/settings.ts';
import { storageReport } from '../upkeep/storage-report.ts';
import type { HandlerContext } from './context.ts';

type AppHandlers = Pick<
  Handlers,
  Extract<keyof Handlers, `app.${string}` | `settings.${string}` | `machine.${string}` | `storage.${string}`>
>;

const usageEveryMs = 2_000;
const reportedLogBytes = 2 ** 20;

function countBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
}

/** Handlers of `app.…`, `settings.…`, `machine.…` and `storage.…`. */
export function appHandlers(context: HandlerContext): AppHandlers {
  const { home, rows, hub, log, now, version, door, announcements, trainerPids, onShutdown } = context;
  const { directory } = home;
  const settings = createSettings(settingsFile(directory));
  let ownNotices = settings.notice === null ? [] : [settings.notice];
  const machine = rememberMachine(context.describeMachine);
  const usage = createUsageMeter({ trainerPids, directory, now });
  const describeOrNull = () =>
    machine.get().catch((thrown: unknown) => {
      log.bug(thrown);
      return null;
    });

  // Begun now, so that the answer is there when someone asks.
  void describeOrNull();
  const timer = setInterval(() => {
    if (!hub.isHomeHeard()) return;
    void usage.read().then((reading) => hub.tellHome({ type: 'usage', usage: reading }), log.bug);
  }, usageEveryMs);
  timer.unref();
  onShutdown(() => {
    clearInterval(timer);
    stopDiagnoses();
  });

  return {
    'app.info': () => ({
      version,
      home: directory,
      platform: process.platform,
      door,
      notices: [...announcements.notices, ...ownNotices],
      recovered: [...announcements.recovered],
    }),
    'app.dismissNotices': () => {
      announcements.dismiss();
      ownNotices = [];
      return {};
    },
    'settings.get': () => settings.get(),
    'settings.change': (changes) => {
      const changed = settings.change(changes);
      hub.tellHome({ type: 'settings', settings: changed });
      return changed;
    },
    'machine.describe': ({ isFresh }) => (isFresh ? machine.renew() : machine.get()),
    'machine.usage': () => usage.read(),
    'storage.report': () => storageReport(directory, rows.all()),
    'app.bugReport': async () => {
      const all = rows.all();
      const { cards } = await listDatasets(datasetsDirectory(directory));
      const text = bugReportText(
        {
          version,
          door,
          at: now(),
          machine: await describeOrNull(),
          storage: await storageReport(directory, all),
          runs: countBy(all, ({ state }) => state),
          datasets: cards.length,
          log: readLogs(logsDirectory(directory), reportedLogBytes),
        },
        thisPerson(),
      );
      return { name: 'selftune-report.txt', mediaType: 'text/plain', bytes: new TextEncoder().encode(text) };
    },
  };
}
