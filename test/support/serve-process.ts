// `selftune serve` with the real application, in a process of its own that can be killed, and with the pages of another program.
// Arguments: folder of the program, then those of the command.

import { createServeCommand } from '../../src-main/cli/commands/serve.ts';
import { processTerminal } from '../../src-main/cli/terminal.ts';
import { createApplication } from '../../src-main/host/application.ts';

const [program = '', ...args] = process.argv.slice(2);
const command = createServeCommand({ createApplication, openBrowser: () => Promise.resolve(true), program });
process.exitCode = await command.run(args, processTerminal(''));
