// `selftune serve`: the app in a browser tab.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { noteFreshHome } from '../../host/fresh-home.ts';
import { servedAddress } from '../../serve/door-key.ts';
import { openBrowser } from '../../serve/open-browser.ts';
import { homeFrom, noArguments, parseArguments } from '../arguments.ts';
import { make, pages, pagesDirectory, programDirectory, stateOf } from '../builds.ts';
import type { Command } from '../command.ts';
import { openDoor, type Served } from '../serve-application.ts';

/** Its options. */
export const serveOptions = {
  port: { type: 'string' },
  'no-open': { type: 'boolean' },
  'new-token': { type: 'boolean' },
} as const;

const help = `selftune serve [options]

Shows the app in the browser of this computer, at an address of its own that only who knows it can open. Runs go on when the
page is closed; Ctrl-C in the terminal stops them with a checkpoint and ends Selftune.

  --port N      Port to serve at; the last one or any free one unless named
  --no-open     Print the address, open no browser
  --new-token   Let in nobody who knows an earlier address
  --home DIR    Folder of the database, data sets and runs

From another computer: ssh -L 8080:127.0.0.1:PORT workstation, and open the address there with 8080 in place of its port.

  selftune serve
  selftune serve --port 8765 --no-open
`;

/** What the command is made of; tests hand in their own. */
export interface ServeParts {
  readonly createApplication: (options: { home: string; door: 'browser'; version: string }) => Promise<Served>;
  readonly openBrowser: (url: string) => Promise<boolean>;
  /** Folder of the program, with its pages. */
  readonly program: string;
}

function portFrom(text: string | undefined): number | null {
  if (text === undefined) return null;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new AppError('cli/bad-option', `"--port ${text}" is no port; expected a whole number from 0 to 65535.`);
}

function versionOf(program: string): string {
  const { version } = JSON.parse(readFileSync(join(program, 'package.json'), 'utf8')) as { version: string };
  return version;
}

/** Of a home that is in use, the address where it is served already, if it is. */
async function withAddress(thrown: unknown, home: string): Promise<unknown> {
  if (!(thrown instanceof AppError) || thrown.code !== 'store/home-in-use') return thrown;
  const address = await servedAddress(home);
  if (address === null) return thrown;
  return new AppError('serve/already-served', `Selftune is running already with this home. It is at ${address}`);
}

/** The command, from its parts. */
export function createServeCommand({ createApplication, openBrowser, program }: ServeParts): Command {
  return {
    name: 'serve',
    summary: 'Show the app in the browser of this computer',
    help,
    run: async (args, terminal) => {
      const { values, positionals } = parseArguments('serve', args, serveOptions);
      noArguments('serve', positionals);
      const port = portFrom(values.port);
      const home = homeFrom(values.home, terminal);
      if (stateOf(pages, program) === 'missing') {
        terminal.line(`${pages.what} must be built, this once.`);
        await make(pages, program);
      }
      const door = await openDoor({
        home,
        pages: pagesDirectory(program),
        port,
        token: values['new-token'] === true ? 'new' : 'kept',
        openBrowser: values['no-open'] === true ? null : openBrowser,
        terminal,
      });
      const takeBack = noteFreshHome(home);
      const version = versionOf(program);
      const application = await createApplication({ home, door: 'browser', version }).catch(async (thrown: unknown) => {
        takeBack();
        await door.close();
        throw await withAddress(thrown, home);
      });
      await door.serve(application);
      return 0;
    },
  };
}

/** Shows the app in the browser. */
export const serveCommand = createServeCommand({
  // Loaded when it is needed: the other commands start faster without it.
  createApplication: async (choices) => (await import('../../host/application.ts')).createApplication(choices),
  openBrowser: (url) => openBrowser(url, { platform: process.platform, environment: process.env }),
  program: programDirectory,
});
