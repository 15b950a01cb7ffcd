// Entry of `npm start`.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { AppError, messageOf } from '../../src-shared/domain/app-error.ts';
import { defaultHome } from '../host/paths.ts';
import { programDirectory } from './builds.ts';
import { runCommandLine } from './command-line.ts';
import { startApp } from './start-app.ts';
import { processTerminal } from './terminal.ts';

const { env, platform, argv } = process;
const terminal = processTerminal(defaultHome({ platform, environment: env, userDirectory: homedir() }));
try {
  process.exitCode = await startApp({
    args: argv.slice(2),
    program: programDirectory,
    electronModule: join(programDirectory, 'node_modules', 'electron'),
    environment: env,
    platform,
    terminal,
    serve: (args) => runCommandLine(['serve', ...args], terminal),
  });
} catch (thrown) {
  terminal.error(messageOf(thrown));
  process.exitCode = thrown instanceof AppError && thrown.code !== 'cli/not-built' ? 2 : 1;
}
