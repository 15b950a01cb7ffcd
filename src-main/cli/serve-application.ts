// Serves an application to the browser until it is asked to end.
import type { Port } from '../../src-shared/contract/port.ts';
import { serveConnection } from '../../src-shared/contract/server.ts';
import type { Application } from '../host/application.ts';
import { Access, newToken } from '../serve/access.ts';
import { addressOf, readDoorKey, writeDoorKey } from '../serve/door-key.ts';
import { readPageFiles } from '../serve/page-files.ts';
import { startWebServer, type WebServer } from '../serve/web-server.ts';
import { awaitQuit } from './quit-guard.ts';
import type { Terminal } from './terminal.ts';

/** What is needed of an application to serve it. */
export type Served = Pick<Application, 'handlers' | 'events' | 'liveRuns' | 'logBug' | 'shutdown'>;

export interface ServeOptions {
  readonly home: string;
  /** Folder of the built pages. */
  readonly pages: string;
  /** The port to serve at; null: the home's last one if it is free, else any. */
  readonly port: number | null;
  /** `new`: addresses and tabs of earlier days are let in no more. */
  readonly token: 'kept' | 'new';
  /** Opens an address; null: nothing is opened. @returns whether that worked */
  readonly openBrowser: ((url: string) => Promise<boolean>) | null;
  readonly terminal: Terminal;
}

/** Starts at the port that was named, or else at the last one, or else at any. */
async function startAt(
  port: number | null,
  last: number,
  start: (port: number) => Promise<WebServer>,
): Promise<WebServer> {
  if (port !== null) return start(port);
  try {
    return await start(last);
  } catch (thrown) {
    if (last === 0) throw thrown;
    return start(0);
  }
}

/** An address that answers, with nothing behind it yet. */
export interface Door {
  /** Says where, opens the browser, and serves until the terminal asks to end; then takes the application down and closes. */
  serve(application: Served): Promise<void>;
  close(): Promise<void>;
}

/** Takes an address before anything else is begun. @throws AppError `serve/…` when there is none to take */
export async function openDoor(options: ServeOptions): Promise<Door> {
  const { home, pages, port, token, openBrowser, terminal } = options;
  const last = readDoorKey(home);
  const key = token === 'new' ? { ...last, token: newToken() } : last;
  const access = new Access(key.token);
  const files = readPageFiles(pages);
  const behind = Promise.withResolvers<Served>();
  const accept = async (connection: Port) => {
    const { handlers, events, logBug } = await behind.promise;
    serveConnection({ port: connection, handlers, events, onBug: logBug });
  };
  const server = await startAt(port, key.port, (at) =>
    startWebServer({ port: at, access, files, accept: (connection) => void accept(connection) }),
  );

  const announce = async () => {
    const own = { token: key.token, port: server.port };
    writeDoorKey(home, own);
    terminal.line(`Selftune is at ${addressOf(own)}`);
    terminal.line('The address works on this computer only. Closing the page stops no run; Ctrl-C here ends Selftune.');
    if (openBrowser === null || (await openBrowser(addressOf({ ...own, token: access.issueTicket() })))) return;
    terminal.line('No browser could be opened from here. Open the address above.');
  };

  return {
    close: () => server.close(),
    serve: async (application) => {
      const quit = awaitQuit(terminal, () => application.liveRuns());
      behind.resolve(application);
      try {
        await announce();
        await quit.asked;
      } finally {
        // Before the server, so that a page that is open sees its runs stop.
        try {
          await application.shutdown();
        } finally {
          await server.close();
          quit.stopAnswering();
        }
      }
    },
  };
}
