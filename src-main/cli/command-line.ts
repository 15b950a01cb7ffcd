// From the words of a command line to a command's end: which command, its help, and how what went wrong is told.
import { AppError, messageOf } from '../../src-shared/domain/app-error.ts';
import type { Command, ExitCode } from './command.ts';
import { compareCommand } from './commands/compare.ts';
import { dataImportCommand } from './commands/data-import.ts';
import { dataListCommand } from './commands/data-list.ts';
import { dataShowCommand } from './commands/data-show.ts';
import { demoCommand } from './commands/demo.ts';
import { doctorCommand } from './commands/doctor.ts';
import { exportCommand } from './commands/export.ts';
import { queueCommand } from './commands/queue.ts';
import { resumeCommand } from './commands/resume.ts';
import { runCommand } from './commands/run.ts';
import { runsCommand } from './commands/runs.ts';
import { serveCommand } from './commands/serve.ts';
import { showCommand } from './commands/show.ts';
import { studiesCommand } from './commands/studies.ts';
import { studyCommand } from './commands/study.ts';
import { testCommand } from './commands/test.ts';
import { verifyCommand } from './commands/verify.ts';
import { withHint } from './hints.ts';
import { alignColumns } from './numbers.ts';
import type { Terminal } from './terminal.ts';

/** Every command, in the order of the overview. */
export const commands: readonly Command[] = [
  serveCommand,
  runCommand,
  resumeCommand,
  runsCommand,
  showCommand,
  testCommand,
  studyCommand,
  studiesCommand,
  compareCommand,
  verifyCommand,
  queueCommand,
  exportCommand,
  dataImportCommand,
  dataListCommand,
  dataShowCommand,
  doctorCommand,
  demoCommand,
];

/** What is nobody's bad use: the machine or the run failed. */
const failures: readonly string[] = [
  'store/disk-full',
  'store/disk-error',
  'data/disk-full',
  'export/disk-full',
  'runs/test-failed',
  'host/no-diagnosis',
  'cli/not-built',
];

const asksForHelp = (word: string | undefined) => word === '--help' || word === '-h' || word === 'help';

function overview(): string {
  return [
    'selftune: trains neural networks that tune their own regularisation',
    '',
    ...alignColumns(commands.map(({ name, summary }) => [`  selftune ${name}`, summary])),
    '',
    'Each command has --help. Everywhere: --home DIR, the folder of the database, data sets and runs.',
    '',
  ].join('\n');
}

function find(args: readonly string[]): { readonly command: Command; readonly rest: readonly string[] } {
  const [first = '', second = ''] = args;
  const pair = commands.find(({ name }) => name === `${first} ${second}`);
  if (pair !== undefined) return { command: pair, rest: args.slice(2) };
  const single = commands.find(({ name }) => name === first);
  if (single !== undefined) return { command: single, rest: args.slice(1) };
  const seconds = commands.filter(({ name }) => name.startsWith(`${first} `)).map(({ name }) => name);
  if (seconds.length > 0) {
    throw new AppError('cli/unknown-command', `"${first}" needs a second word. There are: ${seconds.join(', ')}.`);
  }
  throw new AppError(
    'cli/unknown-command',
    `"${first}" is no command. The commands are ${commands.map(({ name }) => name).join(', ')}; see selftune --help`,
  );
}

async function execute(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  if (args.length === 0 || asksForHelp(args[0])) {
    terminal.data(overview());
    return 0;
  }
  const { command, rest } = find(args);
  if (rest.some((word) => word === '--help' || word === '-h')) {
    terminal.data(command.help);
    return 0;
  }
  return command.run(rest, terminal);
}

/** Runs one command line to its end; whatever goes wrong becomes one line on standard error. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    return await execute(args, terminal);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) {
      terminal.error(`Selftune has met a fault of its own: ${messageOf(thrown)}. Please report it with this line.`);
      return 1;
    }
    terminal.error(withHint(thrown.code, thrown.message));
    return failures.includes(thrown.code) ? 1 : 2;
  }
}
