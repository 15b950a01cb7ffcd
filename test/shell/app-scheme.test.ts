import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { answerFrom, isOwnAddress, listFiles, registerAppScheme } from '../../src-main/shell/app-scheme.ts';
import { contentSecurityPolicy } from '../../src-shared/contract/content-security-policy.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'selftune-pages-'));
  mkdirSync(join(folder, 'pages', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.html'), 'secret');
  writeFileSync(join(folder, 'pages', 'index.html'), '<title>Selftune</title>');
  writeFileSync(join(folder, 'pages', 'assets', 'main-1a2b.js'), 'export {};');
  writeFileSync(join(folder, 'pages', 'notes.bak'), 'left behind');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ask = (url: string, method = 'GET') => answerFrom(listFiles(join(folder, 'pages')))(new Request(url, { method }));

describe('the scheme app://', () => {
  it('is registered as a secure origin of its own that no policy is bypassed for', () => {
    const registerSchemesAsPrivileged = vi.fn();
    registerAppScheme({ registerSchemesAsPrivileged });
    expect(registerSchemesAsPrivileged).toHaveBeenCalledExactlyOnceWith([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ]);
  });

  it('serves the start page with the content security policy', async () => {
    const answer = await ask('app://selftune/');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('<title>Selftune</title>');
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toBe(contentSecurityPolicy());
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('serves a script by its type', async () => {
    const answer = await ask('app://selftune/assets/main-1a2b.js?v=1');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  it.each([
    'app://selftune/../secret.html',
    'app://selftune/%2e%2e/secret.html',
    'app://selftune/..%2fsecret.html',
    'app://selftune/assets/..%5c..%5csecret.html',
    'app://selftune//etc/passwd',
    'app://selftune/notes.bak',
    'app://selftune/missing.js',
    'app://other/index.html',
  ])('has nothing at %s', async (url) => {
    const answer = await ask(url);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe('Not found');
  });

  it('answers nothing but GET', async () => {
    expect((await ask('app://selftune/', 'POST')).status).toBe(404);
  });

  it('knows its own addresses', () => {
    expect(isOwnAddress('app://selftune/#/runs/3')).toBe(true);
    expect(isOwnAddress('app://selftune')).toBe(true);
    expect(isOwnAddress('app://selftune.example.org/')).toBe(false);
  });
});

describe('the content security policy', () => {
  it('starts from nothing and allows no evaluated, inline or remote code', () => {
    const policy = contentSecurityPolicy();
    expect(policy.startsWith("default-src 'none'; ")).toBe(true);
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  it('names the sockets that a door has', () => {
    expect(contentSecurityPolicy(['ws://127.0.0.1:20001'])).toContain("connect-src 'self' ws://127.0.0.1:20001");
  });
});
