// Entry of the command line.
import { homedir } from 'node:os';
import { defaultHome } from '../host/paths.ts';
import { runCommandLine } from './command-line.ts';
import { processTerminal } from './terminal.ts';

// Whoever reads the output may leave before its end (`selftune runs | head`): that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const home = defaultHome({ platform: process.platform, environment: process.env, userDirectory: homedir() });
process.exitCode = await runCommandLine(process.argv.slice(2), processTerminal(home));
