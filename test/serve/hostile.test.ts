// What another program or another user of the computer may try at the port.
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { proofOf } from '../../src-main/serve/access.ts';
import { encodeFrame } from '../../src-shared/contract/codec.ts';
import { endOf, servedSite } from '../support/served-site.ts';

/** A connection whose other end hears nothing unless it listens. */
async function knock(port: number) {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

describe('a program that does not belong here', () => {
  it('is let go at once when its WebSocket is refused, though it keeps its end open', async () => {
    const { server } = await servedSite();
    const socket = await knock(server.port);
    socket.resume();
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write('GET /contract HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    await once(socket, 'end');
    // The other end is gone, not only quiet: what is written now comes back as an error.
    const timer = setInterval(() => socket.write('x'), 1);
    onTestFinished(() => clearInterval(timer));
    await closed;
  });

  it('may hold many connections, but not every file handle there is', async () => {
    const { server, ask } = await servedSite();
    const held = await Promise.all(Array.from({ length: 300 }, () => knock(server.port)));
    for (const socket of held) socket.resume();
    await expect.poll(() => held.filter(({ readableEnded, destroyed }) => readableEnded || destroyed).length).toBe(44);
    for (const socket of held) socket.destroy();
    await expect.poll(async () => (await ask('/').catch(() => null))?.status).toBe(200);
  });

  it('learns nothing from a proof, which differs for each word and is no token', async () => {
    const { ask, token } = await servedSite();
    const word = '1'.repeat(64);
    const answer = await ask(`/proof?of=${word}`, { cookie: '' });
    expect(answer).toMatchObject({ status: 200, body: proofOf(token, word) });
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.body).not.toContain(token);
    expect((await ask(`/proof?of=${'2'.repeat(64)}`, { cookie: '' })).body).not.toBe(answer.body);
    // What comes back is no token, nor does it open a WebSocket.
    expect((await ask(`/?token=${answer.body}`, { cookie: '' })).status).toBe(403);
    for (const other of ['', 'x', token.slice(1), word.toUpperCase().replace('1', 'G')]) {
      expect((await ask(`/proof?of=${other}`, { cookie: '' })).status).toBe(400);
    }
    const rebound = await ask(`/proof?of=${word}`, { cookie: '', host: 'evil.example' });
    expect(rebound.status).toBe(421);
    const foreign = await ask(`/proof?of=${word}`, { cookie: '', origin: 'http://evil.example' });
    expect(foreign.status).toBe(403);
  });

  it.each([
    ['two hosts', 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n'],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello'],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['headers without end', `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`],
    ['no HTTP', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n'],
  ])('is refused with %s and gets no page', async (_what, text) => {
    const { askRaw, ask } = await servedSite();
    const answer = await askRaw(text);
    expect(answer).toMatch(/^HTTP\/1\.1 (?:4\d\d) /);
    expect(answer).not.toContain('200 OK');
    expect((await ask('/')).status).toBe(200);
  });

  it('smuggles no second request behind one that is refused', async () => {
    const { askRaw, cookie } = await servedSite();
    const second = `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`;
    const answer = await askRaw(
      `POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ${second.length}\r\n\r\n${second}`,
    );
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(answer).toMatch(/^HTTP\/1\.1 405 /);
  });

  it('cannot use a ticket a second time, by page or by socket', async () => {
    const { access, open, ask } = await servedSite();
    const ticket = access.issueTicket();
    expect((await ask(`/?token=${ticket}`, { cookie: '' })).status).toBe(303);
    expect((await ask(`/?token=${ticket}`, { cookie: '' })).status).toBe(403);
    expect(await endOf(open({ cookie: '' }, `/contract?token=${ticket}`))).toEqual({ refused: 403 });
  });

  it('gets no page with a frame of WebSocket that is too long before it is whole', async () => {
    const { open, asked } = await servedSite();
    const socket = open();
    await once(socket, 'open');
    const part = new Uint8Array(2 ** 20);
    // Six megabytes in parts of one: the limit is on the whole, not on its parts.
    for (let count = 0; count < 6; count++) socket.send(part, { fin: count === 5, binary: true });
    expect(await endOf(socket)).toEqual({ closed: 1009 });
    expect(asked).toEqual([]);
  });

  it('is answered in words where its input is a text of five megabytes', async () => {
    const { open, asked } = await servedSite();
    const socket = open();
    await once(socket, 'message');
    const input = { name: 'x'.repeat(4 * 2 ** 20), bytes: 1 };
    socket.send(encodeFrame({ type: 'call', id: 1, procedure: 'data.beginUpload', input }));
    const [data] = (await once(socket, 'message')) as [Buffer];
    expect(data.length).toBeLessThan(2_000);
    expect(asked).toEqual([]);
  });
});
