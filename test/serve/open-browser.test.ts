import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { browserCommand, openBrowser } from '../../src-main/serve/open-browser.ts';
import { temporaryHome } from '../support/temporary-home.ts';

/** A Linux desktop whose `xdg-open` is this shell script. */
function desktop(script: string) {
  const folder = temporaryHome();
  const program = join(folder, 'xdg-open');
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  return { folder, platform: 'linux', environment: { DISPLAY: ':0', PATH: `${folder}:${process.env.PATH}` } } as const;
}

const url = 'http://127.0.0.1:1/?token=0123';

describe('opening the browser', () => {
  it.each([
    ['linux', { DISPLAY: ':0' }, ['xdg-open']],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, ['xdg-open']],
    ['linux', {}, null],
    ['linux', { DISPLAY: '' }, null],
    ['darwin', {}, ['open']],
    ['win32', {}, ['cmd', '/c', 'start', '""']],
  ] as const)('on %s with %j is done by %j', (platform, environment, command) => {
    expect(browserCommand({ platform, environment })).toEqual(command);
  });

  it('hands over the address', async () => {
    const { folder, ...linux } = desktop(`echo "$1" > "$(dirname "$0")/asked"`);
    expect(await openBrowser(url, linux)).toBe(true);
    expect(readFileSync(join(folder, 'asked'), 'utf8').trim()).toBe(url);
  });

  it('has failed when the program says so, or is not there', async () => {
    expect(await openBrowser(url, desktop('exit 3'))).toBe(false);
    expect(await openBrowser(url, { platform: 'linux', environment: { DISPLAY: ':0', PATH: '/nowhere' } })).toBe(false);
    expect(await openBrowser(url, { platform: 'linux', environment: {} })).toBe(false);
  });

  it('has worked when the program stays with the page', async () => {
    expect(await openBrowser(url, desktop('sleep 4'))).toBe(true);
  });
});
