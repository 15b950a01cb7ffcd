// Takes in WebSockets on the one path of the contract and watches that the other side is still there.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { largestFrameBytes } from '../../src-shared/contract/limits.ts';
import type { Port } from '../../src-shared/contract/port.ts';
import { type Access, isOwnHost, isOwnOrigin } from './access.ts';
import { socketPort } from './socket-port.ts';

/** Where a page finds the contract. */
export const contractPath = '/contract';

const mostSockets = 64;
/** Going away, RFC 6455. */
const goingAway = 1001;

export interface SocketsOptions {
  readonly access: Access;
  /** Called with each connection. */
  readonly accept: (port: Port) => void;
  readonly mostBufferedBytes: number;
  /** Milliseconds between two questions whether the other side is there; one left unanswered ends the connection. */
  readonly pingEveryMs: number;
}

export interface Sockets {
  /** Answers a request to upgrade. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Says goodbye to everyone. */
  close(): void;
}

/** Why an upgrade is refused; null: it is not. */
function refusal({ headers, url }: IncomingMessage, access: Access): string | null {
  if (!isOwnHost(headers.host)) return '421 Misdirected Request';
  // Every browser says where a page is from when it opens a WebSocket; who does not is no page of Selftune.
  if (!isOwnOrigin(headers.origin, headers.host)) return '403 Forbidden';
  const [path, query] = (url ?? '').split('?', 2);
  if (path !== contractPath) return '404 Not Found';
  const isKnown = access.admitsCookie(headers.cookie) || access.admitsWord(new URLSearchParams(query).get('token'));
  return isKnown ? null : '403 Forbidden';
}

/** Takes in WebSockets. */
export function acceptSockets({ access, accept, mostBufferedBytes, pingEveryMs }: SocketsOptions): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: largestFrameBytes, perMessageDeflate: false });
  const silent = new WeakSet<WebSocket>();
  const timer = setInterval(() => {
    for (const socket of server.clients) {
      if (silent.has(socket)) socket.terminate();
      silent.add(socket);
      socket.ping();
    }
  }, pingEveryMs);
  timer.unref();

  return {
    upgrade: (request, socket, head) => {
      socket.on('error', () => socket.destroy());
      const reason = server.clients.size >= mostSockets ? '503 Service Unavailable' : refusal(request, access);
      if (reason !== null) {
        // Ended from this side alone it would stay half open for as long as the other side likes.
        const answer = `HTTP/1.1 ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
        socket.end(answer, () => socket.destroy());
        return;
      }
      server.handleUpgrade(request, socket, head, (opened) => {
        opened.on('pong', () => silent.delete(opened));
        accept(socketPort(opened, mostBufferedBytes));
      });
    },
    close: () => {
      clearInterval(timer);
      for (const socket of server.clients) socket.close(goingAway);
      server.close();
    },
  };
}
