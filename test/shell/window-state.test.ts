import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placeWindow, readWindowState, smallestWindow, writeWindowState } from '../../src-main/shell/window-state.ts';

const main = { x: 0, y: 25, width: 1920, height: 1055 };
const second = { x: 1920, y: 0, width: 1280, height: 1024 };
const state = { x: 100, y: 80, width: 1000, height: 700, isMaximised: false };

describe('a window comes back', () => {
  it('where it was', () => {
    expect(placeWindow(state, [main])).toEqual(state);
  });

  it('on the second display, maximised', () => {
    const there = { ...state, x: 2000, isMaximised: true };
    expect(placeWindow(there, [main, second])).toEqual(there);
  });

  it('in the middle of the main display when its own is gone', () => {
    expect(placeWindow({ ...state, x: 2000 }, [main])).toEqual({ width: 1000, height: 700, isMaximised: false });
  });

  it.each([
    ['its bar is above the display', { ...state, y: -40 }],
    ['its bar is below the display', { ...state, y: 1075 }],
    ['less than can be gripped is left on the right', { ...state, x: 1850 }],
    ['less than can be gripped is left on the left', { ...state, x: -950 }],
  ])('in the middle when %s', (_why, lost) => {
    expect(placeWindow(lost, [main])).not.toHaveProperty('x');
  });

  it('no larger than the display and no smaller than can be used', () => {
    expect(placeWindow({ ...state, width: 5000, height: 4000 }, [main])).toMatchObject({ width: 1920, height: 1055 });
    expect(placeWindow({ ...state, width: 200, height: 10 }, [main])).toMatchObject(smallestWindow);
  });

  it('of a usual size the first time', () => {
    expect(placeWindow(null, [main])).toEqual({ width: 1280, height: 840, isMaximised: false });
  });
});

describe('the saved state', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'selftune-window-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is read as it was written, in a folder that was not there', () => {
    const file = join(folder, 'profile', 'window.json');
    writeWindowState(file, state);
    expect(readWindowState(file)).toEqual(state);
  });

  it.each([
    '',
    '{}',
    '{"x":1e99}',
    JSON.stringify({ ...state, isMaximised: 'yes' }),
    JSON.stringify({ ...state, more: 1 }),
  ])('that reads %j counts as none', (text) => {
    const file = join(folder, 'window.json');
    writeFileSync(file, text);
    expect(readWindowState(file)).toBeNull();
  });

  it('that cannot be written costs nothing', () => {
    const file = join(folder, 'taken');
    writeFileSync(file, 'a file');
    writeWindowState(join(file, 'window.json'), state);
    expect(readFileSync(file, 'utf8')).toBe('a file');
    expect(readWindowState(join(file, 'window.json'))).toBeNull();
  });
});
