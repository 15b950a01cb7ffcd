// One text file for whoever is to find a bug: versions, what the machine can do, sizes, the log. Nothing of the user's work is in it:
// no data, no names of columns, runs or data sets, no name of the user.
import { homedir, release, userInfo } from 'node:os';
import type { MachineReport, StorageReport } from '../../../src-shared/contract/app.ts';

export interface BugReportFacts {
  readonly version: string;
  readonly door: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Null where the machine could not be described; the reason is in the log then. */
  readonly machine: MachineReport | null;
  readonly storage: StorageReport;
  /** How many runs are in each state. */
  readonly runs: Readonly<Record<string, number>>;
  readonly datasets: number;
  readonly log: string;
}

export interface Person {
  readonly userName: string;
  readonly userDirectory: string;
}

/** Who runs this program. */
export function thisPerson(): Person {
  return { userName: userInfo().username, userDirectory: homedir() };
}

/** A shorter name would be found inside ordinary words. */
const shortestMaskedName = 3;

/** A text without the user's folder and name. */
function withoutPerson(text: string, { userName, userDirectory }: Person): string {
  const home = userDirectory.replace(/[\\/]+$/, '');
  const homeless = home.length > 1 ? text.replaceAll(home, '~') : text;
  return userName.length >= shortestMaskedName ? homeless.replaceAll(userName, '<user>') : homeless;
}

/** A log without what its sentences quote: names of columns, files, runs and values stand in double quotes everywhere. */
function withoutQuotes(log: string): string {
  return log.replace(/"[^"\n]*"/g, '"…"');
}

function machineLines(machine: MachineReport | null): string[] {
  if (machine === null) return ['The engines could not be tried out.'];
  const { cores, memoryBytes, candidates, choice } = machine;
  return [
    `${cores} cores, ${(memoryBytes / 2 ** 30).toFixed(1)} GB of memory`,
    ...candidates.map(({ engine, device, sentence, selfTestError }) => {
      const said = selfTestError === null || sentence.includes(selfTestError) ? '' : ` (${selfTestError})`;
      return `${engine} on ${device}: ${sentence}${said}`;
    }),
    `Chosen: ${choice.engine ?? 'none'} on ${choice.device ?? 'none'}. ${choice.why}`,
  ];
}

/** The report's text. */
export function bugReportText(facts: BugReportFacts, person: Person): string {
  const { version, door, at, machine, storage, runs, datasets, log } = facts;
  const states = Object.entries(runs).map(([state, count]) => `${count} ${state}`);
  const lines = [
    'Selftune bug report',
    `Written ${new Date(at).toISOString()}`,
    '',
    `Selftune ${version}, ${door}; Node ${process.versions.node}${process.versions.electron === undefined ? '' : `, Electron ${process.versions.electron}`}`,
    `${process.platform} ${release()} ${process.arch}`,
    '',
    'Machine',
    ...machineLines(machine),
    '',
    'Home',
    storage.home,
    `Database ${storage.databaseBytes} bytes, data sets ${storage.datasetsBytes}, runs ${storage.runsBytes}, trash ${storage.trashBytes}, free ${storage.freeBytes ?? 'not known'}`,
    `${datasets} data sets; runs: ${states.length === 0 ? 'none' : states.join(', ')}`,
    '',
    'Log (what its sentences quote is left out)',
    withoutQuotes(log),
  ];
  return withoutPerson(lines.join('\n'), person);
}
