import { describe, expect, it } from 'vitest';
import { Access, isOwnHost, isOwnOrigin, newToken } from '../../src-main/serve/access.ts';

describe('the names of this computer', () => {
  it.each(['127.0.0.1', '127.0.0.1:8080', 'localhost:1', 'LOCALHOST:65535', '[::1]:8080'])('include %s', (host) => {
    expect(isOwnHost(host)).toBe(true);
  });

  it.each([
    undefined,
    '',
    'evil.example',
    'evil.example:8080',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '127.0.0.1:8080.evil.example',
    'evil.example@127.0.0.1',
    '127.0.0.2',
    '0.0.0.0:8080',
    '192.168.1.7:8080',
    '127.0.0.1:',
    '127.0.0.1:123456',
    '127.0.0.1\r\nX: y',
    ' 127.0.0.1',
    '2130706433',
  ])('do not include %j', (host) => {
    expect(isOwnHost(host)).toBe(false);
  });
});

describe('the page a request comes from', () => {
  it('is the app’s own where origin and host agree, whatever port an ssh tunnel has', () => {
    expect(isOwnOrigin('http://127.0.0.1:8080', '127.0.0.1:8080')).toBe(true);
    expect(isOwnOrigin('http://localhost:9999', 'localhost:9999')).toBe(true);
    expect(isOwnOrigin('http://localhost:9999', 'LocalHost:9999')).toBe(true);
  });

  it.each([
    undefined,
    '',
    'null',
    'http://evil.example',
    'https://127.0.0.1:8080',
    'http://127.0.0.1',
    'http://127.0.0.1:8081',
    'http://localhost:8080',
    'http://127.0.0.1:8080/',
    'http://127.0.0.1:8080.evil.example',
    'file://',
  ])('is another one’s with the origin %j', (origin) => {
    expect(isOwnOrigin(origin, '127.0.0.1:8080')).toBe(false);
  });
});

describe('the token', () => {
  it('has 256 bits and is never the same', () => {
    expect(newToken()).toMatch(/^[0-9a-f]{64}$/);
    expect(newToken()).not.toBe(newToken());
  });

  it('lets in with all of it and with nothing less or more', () => {
    const token = newToken();
    const access = new Access(token);
    expect(access.admitsWord(token)).toBe(true);
    const changed = token.startsWith('0') ? `1${token.slice(1)}` : `0${token.slice(1)}`;
    for (const wrong of [null, '', token.slice(1), `${token}0`, token.toUpperCase().replace(/\d/g, 'F'), changed]) {
      expect(access.admitsWord(wrong)).toBe(false);
    }
  });

  it('is known again by its cookie among others, and by no other cookie', () => {
    const token = newToken();
    const access = new Access(token);
    const [pair = '', ...attributes] = access.setCookie().split('; ');
    expect(attributes).toEqual(['Path=/', 'HttpOnly', 'SameSite=Strict']);
    expect(access.admitsCookie(`theme=dark; ${pair}; other=1`)).toBe(true);
    const [name = ''] = pair.split('=');
    for (const wrong of [undefined, '', name, `${name}=`, `${name}=${newToken()}`, `x${pair}`, `token=${token}`]) {
      expect(access.admitsCookie(wrong)).toBe(false);
    }
    expect(new Access(newToken()).setCookie().split('=')[0]).not.toBe(name);
  });

  it('issues tickets that let in once', () => {
    const access = new Access(newToken());
    const ticket = access.issueTicket();
    expect(access.admitsWord(ticket)).toBe(true);
    expect(access.admitsWord(ticket)).toBe(false);
    expect(access.admitsCookie(access.setCookie().replace(/=[0-9a-f]+/, `=${ticket}`))).toBe(false);
  });
});
