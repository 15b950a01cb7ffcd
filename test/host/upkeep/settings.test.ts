import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSettings, defaultSettings } from '../../../src-main/host/upkeep/settings.ts';
import { temporaryHome } from '../../support/temporary-home.ts';

const fileIn = (home: string) => join(home, 'settings.json');

describe('settings', () => {
  it('are the usual ones without a file, which is not written before something changes', () => {
    const home = temporaryHome();
    expect(createSettings(fileIn(home))).toMatchObject({ notice: null });
    expect(createSettings(fileIn(home)).get()).toEqual(defaultSettings);
    expect(readdirSync(home)).toEqual([]);
  });

  it('that an older version did not have get their defaults', () => {
    const home = temporaryHome();
    writeFileSync(fileIn(home), '{"theme": "dark"}');
    expect(createSettings(fileIn(home)).get()).toEqual({ ...defaultSettings, theme: 'dark' });
  });

  it.each(['{"theme": "pink"}', '{', '[]', '{"colour": 1}'])('in a broken file %j are put aside', (text) => {
    const home = temporaryHome();
    writeFileSync(fileIn(home), text);
    const settings = createSettings(fileIn(home));
    expect(settings.notice).toContain('settings.damaged.json');
    expect(settings.get()).toEqual(defaultSettings);
    settings.change({ band: 'ci95' });
    expect(readFileSync(join(home, 'settings.damaged.json'), 'utf8')).toBe(text);
    expect(createSettings(fileIn(home)).get()).toEqual({ ...defaultSettings, band: 'ci95' });
  });

  it('stay as they are when they cannot be written', () => {
    const home = temporaryHome();
    const settings = createSettings(join(home, 'absent', 'settings.json'));
    expect(() => settings.change({ theme: 'dark' })).toThrow(/could not be written/);
    expect(settings.get()).toEqual(defaultSettings);
  });

  it('leave an absent or undefined field alone', () => {
    const home = temporaryHome();
    mkdirSync(home, { recursive: true });
    const settings = createSettings(fileIn(home));
    settings.change({ theme: 'light' });
    expect(settings.change({ theme: undefined, numbers: 'de' })).toMatchObject({ theme: 'light', numbers: 'de' });
    expect(readdirSync(home)).toEqual(['settings.json']);
  });
});
