import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultHome } from '../../src-main/host/paths.ts';

describe.skipIf(process.platform === 'win32')('the home unless one is named', () => {
  const userDirectory = '/home/ada';

  it.each([
    ['linux', {}, '/home/ada/.local/share/selftune'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/selftune'],
    ['linux', { XDG_DATA_HOME: 'data' }, '/home/ada/.local/share/selftune'],
    ['darwin', {}, '/home/ada/Library/Application Support/Selftune'],
    ['win32', { LOCALAPPDATA: '/local' }, '/local/Selftune'],
    ['linux', { SELFTUNE_HOME: '/elsewhere', XDG_DATA_HOME: '/data' }, '/elsewhere'],
    ['linux', { SELFTUNE_HOME: 'here' }, resolve('here')],
    ['linux', { SELFTUNE_HOME: '' }, '/home/ada/.local/share/selftune'],
  ] as const)('on %s with %j is %s', (platform, environment, home) => {
    expect(defaultHome({ platform, environment, userDirectory })).toBe(home);
  });
});
