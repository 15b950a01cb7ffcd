// The server on loopback that a browser tab talks to: pages and files by HTTP, the contract by WebSocket.
// Not here: what is answered (host) and when the program ends (cli).
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Port } from '../../src-shared/contract/port.ts';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { acceptSockets } from './accept-sockets.ts';
import type { Access } from './access.ts';
import { answerRequest } from './answer-request.ts';
import type { PageFiles } from './page-files.ts';

export interface WebServerOptions {
  /** 0 for any free one. */
  readonly port: number;
  readonly access: Access;
  readonly files: PageFiles;
  /** Called with each connection that wants to speak the contract. */
  readonly accept: (port: Port) => void;
  readonly mostBufferedBytes?: number;
  readonly pingEveryMs?: number;
}

export interface WebServer {
  readonly port: number;
  /** Ends every connection and gives the port free. */
  close(): Promise<void>;
}

/** Each takes a file handle, of which the database and the trainers need some too. Far more than sixty-four tabs need. */
const mostConnections = 256;

/** Only this computer's own programs reach it. */
const loopback = '127.0.0.1';

async function listen(server: Server, port: number): Promise<void> {
  try {
    server.listen({ host: loopback, port, exclusive: true });
    await once(server, 'listening');
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : '';
    if (code === 'EADDRINUSE') {
      throw new AppError(
        'serve/port-in-use',
        `Port ${port} is in use by another program. Choose another one with --port, or leave it out for any free one.`,
        { port },
      );
    }
    if (code === 'EACCES') {
      throw new AppError(
        'serve/port-refused',
        `Port ${port} may not be used by this user. Choose one above 1023 with --port.`,
        { port },
      );
    }
    throw thrown;
  }
}

/** Starts to serve. @throws AppError `serve/port-in-use`, `serve/port-refused` */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const { access, files, accept, mostBufferedBytes = 64 * 2 ** 20, pingEveryMs = 20_000 } = options;
  const sockets = acceptSockets({ access, accept, mostBufferedBytes, pingEveryMs });
  const server = createServer((request, response) => answerRequest(request, response, { access, files }));
  server.maxConnections = mostConnections;
  server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head));
  try {
    await listen(server, options.port);
  } catch (thrown) {
    sockets.close();
    throw thrown;
  }
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      sockets.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
