// The server as browsers and attackers meet it, over real HTTP.
import { describe, expect, it } from 'vitest';
import { type Answer, servedSite } from '../support/served-site.ts';

const page = '<!doctype html><title>Selftune</title>';

/** The directives of an answer, in the order of the alphabet. */
const policyOf = (headers: Answer['headers']) => String(headers['content-security-policy']).split('; ').sort();

describe('the pages', () => {
  it('are let in by the token, which then leaves the address', async () => {
    const { ask, token, cookie } = await servedSite();
    const entry = await ask(`/?token=${token}`, { cookie: '' });
    expect(entry).toMatchObject({ status: 303, headers: { location: '/', 'cache-control': 'no-store' } });
    expect(entry.headers['set-cookie']).toEqual([expect.stringMatching(/; HttpOnly; SameSite=Strict$/)]);
    expect(entry.headers['set-cookie']?.[0]).toContain(cookie);
    expect(await ask('/')).toMatchObject({ status: 200, body: page });
  });

  it('let in by a click on another site’s page by a page that sends on by itself', async () => {
    const { ask, token } = await servedSite();
    const entry = await ask(`/?token=${token}`, { cookie: '', 'sec-fetch-site': 'cross-site' });
    expect(entry.status).toBe(200);
    expect(entry.body).toContain('<meta http-equiv="refresh" content="0;url=/">');
    expect(entry.headers['set-cookie']).toHaveLength(1);
  });

  it('take a spent ticket from a browser that they know', async () => {
    const { ask, access } = await servedSite();
    const ticket = access.issueTicket();
    expect((await ask(`/?token=${ticket}`, { cookie: '' })).status).toBe(303);
    expect((await ask(`/?token=${ticket}`, { cookie: '' })).status).toBe(403);
    expect((await ask(`/?token=${ticket}`)).status).toBe(303);
  });

  it.each([
    ['no token', '/'],
    ['a wrong token', `/?token=${'0'.repeat(64)}`],
    ['an empty token', '/?token='],
    ['a file without a token', '/assets/index-B1x2.js'],
    ['a token at a file', '/icon.svg?token=TOKEN'],
    ['a way that is none', '/nowhere'],
  ])('answer %s with a sentence and nothing else', async (_what, path) => {
    const { ask, token } = await servedSite();
    const { status, body, headers } = await ask(path.replace('TOKEN', token), { cookie: '' });
    expect(status).toBe(403);
    expect(body).toMatch(/<p>[^<]*copy[^<]*<\/p>/);
    expect(body).not.toContain(token);
    expect(headers['set-cookie']).toBeUndefined();
  });

  it('come with everything a browser can be told to refuse', async () => {
    const { ask, host, token } = await servedSite();
    for (const { headers } of [
      await ask('/'),
      await ask('/none'),
      await ask('/', { cookie: '' }),
      await ask(`/?token=${token}`),
    ]) {
      expect(policyOf(headers)).toEqual([
        "base-uri 'none'",
        `connect-src 'self' ws://${host}`,
        "default-src 'none'",
        "font-src 'self'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "img-src 'self' data: blob:",
        "script-src 'self'",
        "style-src 'self'",
      ]);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  it('are kept by the browser when their name says what is in them, and asked for again otherwise', async () => {
    const { ask } = await servedSite();
    const script = await ask('/assets/index-B1x2.js');
    expect(script.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'private, max-age=31536000, immutable',
    });
    const { headers } = await ask('/');
    expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' });
    expect(await ask('/', { 'if-none-match': String(headers.etag) })).toMatchObject({ status: 304, body: '' });
    expect(await ask('/', { 'if-none-match': '"other"' })).toMatchObject({ status: 200, body: page });
  });

  it('tell how long they are without being sent', async () => {
    const { ask } = await servedSite();
    const { status, headers, body } = await ask('/', { method: 'HEAD' });
    expect([status, headers['content-length'], body]).toEqual([200, String(page.length), '']);
  });
});

describe('a way out of the pages', () => {
  it.each([
    '/../package.json',
    '/assets/../../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/assets%2f..%2f..%2fpackage.json',
    '/..%5cpackage.json',
    '/..\\package.json',
    '//package.json',
    '//etc/passwd',
    '/etc/passwd',
    '/./index.html',
    '/index.html/',
    '/assets/',
    '/assets',
    '/%00',
    '/index.html%00.js',
    '/__proto__',
    '/constructor',
  ])('is not %s', async (path) => {
    const { askRaw, host, cookie } = await servedSite();
    const answer = await askRaw(
      `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    expect(answer).not.toContain('secret');
  });

  it.each(['http://evil.example/', 'http://127.0.0.1/', 'file:///etc/passwd', '*', 'package.json', '../package.json'])(
    'is not the target %s',
    async (target) => {
      const { askRaw, host, cookie } = await servedSite();
      const answer = await askRaw(
        `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`,
      );
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(answer).not.toContain('secret');
    },
  );
});

describe('a request that is none of the app’s', () => {
  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])('is refused as %s', async (method) => {
    const { ask } = await servedSite();
    expect(await ask('/', { method })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  });

  it.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example', '192.168.0.5'])(
    'is refused when it was sent to %s, with the token and the cookie too',
    async (host) => {
      const { ask, token } = await servedSite();
      for (const path of ['/', `/?token=${token}`]) {
        const { status, body, headers } = await ask(path, { host });
        expect(status).toBe(421);
        expect(body).not.toContain('<title>');
        expect(headers['set-cookie']).toBeUndefined();
      }
    },
  );

  it('is refused without a host', async () => {
    const { askRaw, cookie } = await servedSite();
    expect(await askRaw(`GET / HTTP/1.1\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 400 /,
    );
    expect(await askRaw(`GET / HTTP/1.0\r\nCookie: ${cookie}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 421 /);
  });

  it.each(['http://evil.example', 'null', 'http://localhost:1'])('is refused from a page of %s', async (origin) => {
    const { ask, token } = await servedSite();
    expect((await ask('/', { origin })).status).toBe(403);
    expect((await ask(`/?token=${token}`, { origin })).headers['set-cookie']).toBeUndefined();
  });

  it('is welcome through a tunnel, from another port of this computer', async () => {
    const { ask, token } = await servedSite();
    const tunnelled = { host: 'localhost:8080', origin: 'http://localhost:8080' };
    expect((await ask(`/?token=${token}`, { ...tunnelled, cookie: '' })).status).toBe(303);
    const { status, headers } = await ask('/', tunnelled);
    expect(status).toBe(200);
    expect(policyOf(headers)).toContain("connect-src 'self' ws://localhost:8080");
  });
});
