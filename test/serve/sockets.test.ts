// The contract over a real WebSocket: who may open one, what may go over it, and what ends it.
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { openSocketPort, type Socket } from '../../src-renderer/transport/web-socket-port.ts';
import { decodeFrame, encodeFrame } from '../../src-shared/contract/codec.ts';
import { Connection } from '../../src-shared/contract/connection.ts';
import { largestFrameBytes, mostClientContainers } from '../../src-shared/contract/limits.ts';
import { row } from '../renderer/views/runs/row.ts';
import { recordingHandlers } from '../support/recording-handlers.ts';
import { endOf, servedSite } from '../support/served-site.ts';
import { silentEvents } from '../support/silent-events.ts';

/** The next frame that comes. */
async function next(socket: WebSocket): Promise<unknown> {
  const [data] = (await once(socket, 'message')) as [Buffer];
  return decodeFrame(data);
}

const hello = { type: 'hello', contract: 1, session: silentEvents.session };
const call = { type: 'call', id: 1, procedure: 'runs.list', input: {} };

describe('a WebSocket', () => {
  it('is opened by the app’s own page, greeted and answered', async () => {
    const { open } = await servedSite();
    const socket = open();
    expect(await next(socket)).toEqual(hello);
    socket.send(encodeFrame(call));
    expect(await next(socket)).toEqual({ type: 'result', id: 1, output: [] });
    expect(socket.extensions).toBe('');
  });

  it('is opened with the token in place of the cookie, and through a tunnel', async () => {
    const { open, token } = await servedSite();
    expect(await next(open({ cookie: '' }, `/contract?token=${token}`))).toEqual(hello);
    expect(await next(open({ host: 'localhost:8080', origin: 'http://localhost:8080' }))).toEqual(hello);
  });

  it.each([
    ['no cookie', { cookie: '' }, '/contract', 403],
    ['a wrong cookie', { cookie: `selftune-0123456789ab=${'0'.repeat(64)}` }, '/contract', 403],
    ['a wrong token', { cookie: '' }, `/contract?token=${'0'.repeat(64)}`, 403],
    ['another page', { origin: 'http://evil.example' }, '/contract', 403],
    ['a page of another port', { origin: 'http://127.0.0.1:1' }, '/contract', 403],
    ['a page without an origin', { origin: 'null' }, '/contract', 403],
    ['an encrypted page', { origin: 'https://127.0.0.1' }, '/contract', 403],
    ['no page', { origin: '' }, '/contract', 403],
    ['a name that was made to point here', { host: 'evil.example', origin: 'http://evil.example' }, '/contract', 421],
    ['another name', { host: '127.0.0.1.evil.example' }, '/contract', 421],
    ['another path', {}, '/', 404],
    ['a path below', {}, '/contract/x', 404],
  ])('is refused to %s', async (_what, headers, path, status) => {
    const { open, asked } = await servedSite();
    expect(await endOf(open(headers, path))).toEqual({ refused: status });
    expect(asked).toEqual([]);
  });

  it('is closed at a frame that is larger than the limit, and takes one just below', async () => {
    const { open } = await servedSite();
    const fitting = open();
    await next(fitting);
    fitting.send(encodeFrame({ ...call, input: { padding: new Uint8Array(largestFrameBytes - 200) } }));
    expect(await next(fitting)).toMatchObject({ type: 'error', id: 1, error: { code: 'contract/bad-input' } });
    const huge = open();
    await next(huge);
    huge.send(new Uint8Array(largestFrameBytes + 1));
    expect(await endOf(huge)).toEqual({ closed: 1009 });
  });

  it('is closed at text, and at bytes that are no frame', async () => {
    const { open, asked, bugs } = await servedSite();
    const text = open();
    await next(text);
    text.send(JSON.stringify(call));
    expect(await endOf(text)).toEqual({ closed: 1003 });
    const broken = open();
    await next(broken);
    broken.send(encodeFrame(call).subarray(0, 10));
    expect(await endOf(broken)).toEqual({ closed: 1007 });
    expect([asked, bugs]).toEqual([[], []]);
  });

  it('is closed at a frame whose lists would fill the memory', async () => {
    const { open, asked } = await servedSite();
    const socket = open();
    await next(socket);
    const lists = encodeFrame(Array.from({ length: mostClientContainers + 1 }, () => []));
    expect(lists.length).toBeLessThan(largestFrameBytes);
    socket.send(lists);
    expect(await endOf(socket)).toEqual({ closed: 1007 });
    expect(asked).toEqual([]);
  });

  it('brings an answer that is larger than what a client may send: ten thousand runs', async () => {
    const rows = Array.from({ length: 10_000 }, (_, at) => row(at + 1, { notes: 'x'.repeat(800) }));
    const { handlers } = recordingHandlers(rows);
    const { open, host, cookie } = await servedSite({ handlers });
    const socket = open();
    await next(socket);
    socket.send(encodeFrame(call));
    const [data] = (await once(socket, 'message')) as [Buffer];
    expect(data.length).toBeGreaterThan(largestFrameBytes);
    expect(decodeFrame(data)).toEqual({ type: 'result', id: 1, output: rows });
    // The same through the client that a page uses.
    const headers = { host, origin: `http://${host}`, cookie };
    const page = new WebSocket(`ws://${host}/contract`, { headers });
    onTestFinished(() => page.terminate());
    const connection = new Connection(await openSocketPort(page as unknown as Socket), () => undefined);
    await connection.greeted();
    expect(await connection.call('runs.list', {})).toHaveLength(rows.length);
  });

  it('is dropped when the other side does not read, and the server goes on', async () => {
    const many = new Uint8Array(2 ** 20);
    const ended = Promise.withResolvers<void>();
    const { open } = await servedSite({
      mostBufferedBytes: 2 ** 20,
      events: {
        ...silentEvents,
        subscribe: (_topic, _after, listener) => {
          const timer = setInterval(() => listener(1, { type: 'notice', text: many }), 1);
          const end = () => {
            clearInterval(timer);
            ended.resolve();
          };
          return { sequence: 0, isComplete: true, end };
        },
      },
    });
    const deaf = open();
    await next(deaf);
    deaf.pause();
    deaf.send(encodeFrame({ type: 'subscribe', id: 1, topic: { topic: 'home' }, after: null }));
    await ended.promise;
    expect(await next(open())).toEqual(hello);
  });

  it('is dropped when the other side no longer answers a ping', async () => {
    const { open } = await servedSite({ pingEveryMs: 20 });
    const alive = open();
    await next(alive);
    const silent = open();
    await next(silent);
    // Without its own answer to a ping.
    silent.removeAllListeners('ping');
    (silent as unknown as { _autoPong: boolean })._autoPong = false;
    expect(await endOf(silent)).toEqual({ closed: 1006 });
    expect(alive.readyState).toBe(alive.OPEN);
  });

  it('is told goodbye when the server closes, whose port is free afterwards', async () => {
    const { open, server } = await servedSite();
    const socket = open();
    await next(socket);
    const end = endOf(socket);
    await server.close();
    expect(await end).toEqual({ closed: 1001 });
    await servedSite({ port: server.port });
  });

  it('is refused beyond sixty-four at once', async () => {
    const { open } = await servedSite();
    const greetings = Array.from({ length: 64 }, () => next(open()));
    await Promise.all(greetings);
    expect(await endOf(open())).toEqual({ refused: 503 });
  });
});

describe('a port', () => {
  it('that is taken is refused with a sentence', async () => {
    const { server } = await servedSite();
    const taken = { code: 'serve/port-in-use', message: expect.stringContaining(`Port ${server.port} is in use`) };
    await expect(servedSite({ port: server.port })).rejects.toMatchObject(taken);
  });
});
