import { describe, expect, it } from 'vitest';
import { type KnownThings, trailsOf, windowTitle } from '../../../src-renderer/frame/breadcrumbs.ts';
import { placeOf } from '../../../src-renderer/frame/places.ts';

const dataset = { id: '0123456789abcdef', name: 'digits' };
const run = { id: 12, name: '', method: 'stn', seed: 1 };
const nothing: KnownThings = { dataset: null, run: null, study: null, compared: 0, isTrash: false };
const words = (route: string, known: Partial<KnownThings> = {}) =>
  trailsOf(route, { ...nothing, ...known }).map((trail) => trail.map((crumb) => crumb.text).join(' ▸ '));

describe('the breadcrumbs', () => {
  it('say data set and run', () => {
    expect(words('run', { dataset, run })).toEqual(['Data ▸ digits', 'Run #12 self-tuning · seed 1']);
    expect(words('schedule', { dataset, run: { ...run, name: 'baseline' } })).toEqual([
      'Data ▸ digits',
      'Run #12 baseline · seed 1 ▸ Schedule',
    ]);
    expect(words('new-for', { dataset })).toEqual(['Data ▸ digits', 'New run']);
    expect(words('compare', { compared: 3 })).toEqual(['Compare ▸ 3 runs']);
    expect(words('runs', { isTrash: true })).toEqual(['Runs ▸ Trash']);
  });

  it('say which study', () => {
    expect(words('study', { study: { id: 3, name: 'against search' } })).toEqual(['Studies ▸ against search']);
    expect(words('study', { study: { id: 3, name: '' } })).toEqual(['Studies ▸ Study 3']);
    expect(words('study')).toEqual(['Studies']);
  });

  it('stand on their place while the thing is not known yet', () => {
    expect(words('run')).toEqual(['Runs']);
    expect(words('dataset')).toEqual(['Data']);
  });

  it('end in the screen that is shown, which is no link', () => {
    for (const route of ['home', 'data', 'runs', 'compare', 'settings']) {
      expect(trailsOf(route, nothing).at(-1)?.at(-1)?.to).toBeNull();
    }
  });

  it('name the window by its screen', () => {
    expect(windowTitle(trailsOf('run', { ...nothing, dataset, run }))).toBe('Run #12 self-tuning · seed 1 – Selftune');
    expect(windowTitle(trailsOf('home', nothing))).toBe('Selftune');
  });

  it('put every screen in one of the places', () => {
    expect(['dataset', 'new-for', 'run', 'schedule', 'compare'].map(placeOf)).toEqual([
      'data',
      'new',
      'runs',
      'runs',
      'compare',
    ]);
  });
});
