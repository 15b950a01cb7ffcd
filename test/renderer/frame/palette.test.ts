import { describe, expect, it, vi } from 'vitest';
import { matchActions, type PaletteAction } from '../../../src-renderer/frame/palette-action.ts';
import { type PaletteSituation, paletteActions } from '../../../src-renderer/frame/palette-actions.ts';
import type { PaletteDoings } from '../../../src-renderer/frame/palette-doings.ts';
import { row } from '../views/runs/row.ts';

const doings = () =>
  new Proxy({} as Record<string, ReturnType<typeof vi.fn>>, {
    get: (made, name: string) => {
      made[name] ??= vi.fn();
      return made[name];
    },
  }) as unknown as { [Name in keyof PaletteDoings]: ReturnType<typeof vi.fn<PaletteDoings[Name]>> };

const nothing: PaletteSituation = {
  rows: [],
  openRun: null,
  studies: [],
  datasets: [],
  samples: [],
  canUndo: false,
  isQueuePaused: false,
  selected: [],
};
const titles = (actions: readonly PaletteAction[]) => actions.map((action) => action.title);

function chosen(situation: Partial<PaletteSituation>, query: string) {
  const does = doings();
  const [first] = matchActions(paletteActions({ ...nothing, ...situation }, does), query);
  first?.run();
  return { does, first };
}

describe('the palette', () => {
  it('goes to every place', () => {
    for (const place of ['home', 'data', 'new', 'runs', 'queue', 'studies', 'compare', 'settings']) {
      expect(chosen({}, place).does.go).toHaveBeenCalledWith(place);
    }
  });

  it('opens a run by its number and by its name', () => {
    const rows = Array.from({ length: 20 }, (_, index) => row(20 - index, { name: `net ${20 - index}` }));
    expect(chosen({ rows }, '#12').does.go).toHaveBeenCalledWith('run', { run: '12' });
    expect(chosen({ rows }, 'net 3').does.go).toHaveBeenCalledWith('run', { run: '3' });
  });

  it('opens a study by its number and by its name', () => {
    const studies = [
      { id: 2, name: 'against search', purpose: 'comparison' as const },
      { id: 1, name: '', purpose: 'verification' as const },
    ];
    expect(chosen({ studies }, 'against').does.go).toHaveBeenCalledWith('study', { study: '2' });
    expect(chosen({ studies }, 'verification').does.go).toHaveBeenCalledWith('study', { study: '1' });
  });

  it('sets up a comparison, and pauses and continues the queue', () => {
    expect(chosen({}, 'compare methods').does.go).toHaveBeenCalledWith('new', {}, { methods: 'several' });
    expect(chosen({}, 'pause queue').does.pauseQueue).toHaveBeenCalledWith(true);
    expect(chosen({ isQueuePaused: true }, 'continue queue').does.pauseQueue).toHaveBeenCalledWith(false);
  });

  it('opens a data set, starts on one, and starts on a sample', () => {
    const datasets = [{ id: 'abc', name: 'assay' }];
    expect(chosen({ datasets }, 'assay').does.go).toHaveBeenCalledWith('dataset', { dataset: 'abc' });
    expect(chosen({ datasets }, 'new assay').does.go).toHaveBeenCalledWith('new-for', { dataset: 'abc' });
    const samples = [{ name: 'wine', title: 'wine', field: 'chemistry', description: '' }];
    expect(chosen({ samples }, 'wine').does.startSample).toHaveBeenCalledWith('wine');
    expect(chosen({ samples }, 'chemistry').does.startSample).toHaveBeenCalledWith('wine');
  });

  it('pauses and stops the run that is going, from any screen', () => {
    const live = row(7, { state: 'running' });
    expect(chosen({ rows: [live] }, 'pause').does.pause).toHaveBeenCalledWith(live);
    expect(chosen({ rows: [live] }, 'stop now').does.stop).toHaveBeenCalledWith(live);
  });

  it('offers of the open run what its state allows', () => {
    const open = (over: Parameters<typeof row>[1]) => {
      const openRun = row(7, over);
      const all = paletteActions({ ...nothing, rows: [openRun], openRun }, doings());
      return titles(all.filter((action) => action.group === 'This run'));
    };
    expect(open({ state: 'running' })).toContain('Pause');
    expect(open({ state: 'running' })).not.toContain('Move to the trash');
    expect(open({ state: 'finished' })).not.toContain('Resume from the checkpoint');
    expect(open({ state: 'interrupted' })).toContain('Resume from the checkpoint');
    expect(open({ state: 'interrupted', hasCheckpoint: false })).toContain('Resume from the beginning');
    expect(open({ finalHyperparameters: { 'dense1.dropout': 0.4 } })).toContain('Export the schedule as CSV');
  });

  it('compares what is selected in the table, from two runs on', () => {
    expect(chosen({ selected: [3, 1] }, 'compare selected').does.go).toHaveBeenCalledWith(
      'compare',
      {},
      { runs: '3,1' },
    );
    expect(chosen({ selected: [3] }, 'compare selected').first).toBeUndefined();
  });

  it('exports, sets the theme, shows the keys, and undoes what can be undone', () => {
    const openRun = row(7, { finalHyperparameters: { 'dense1.dropout': 0.4 } });
    expect(chosen({ openRun }, 'export json').does.exportSchedule).toHaveBeenCalledWith(openRun, 'json');
    expect(chosen({}, 'dark').does.setTheme).toHaveBeenCalledWith('dark');
    expect(chosen({}, 'keyboard').does.keyboardMap).toHaveBeenCalled();
    expect(chosen({ canUndo: true }, 'undo').does.undo).toHaveBeenCalled();
    expect(chosen({}, 'undo').first).toBeUndefined();
  });

  it('wants every typed word found, and puts the start of a title first', () => {
    const action = (title: string, words = ''): PaletteAction => ({ id: title, group: '', title, words, run: vi.fn() });
    const all = [action('Old runs'), action('Runs'), action('Settings', 'runs')];
    expect(titles(matchActions(all, 'runs'))).toEqual(['Runs', 'Old runs', 'Settings']);
    expect(titles(matchActions(all, 'runs old'))).toEqual(['Old runs']);
    expect(matchActions(all, 'runs xyz')).toEqual([]);
  });

  it('lists few runs before anything is typed', () => {
    const rows = Array.from({ length: 200 }, (_, index) => row(index + 1));
    const listed = matchActions(paletteActions({ ...nothing, rows }, doings()), '');
    expect(listed.filter((action) => action.group === 'Runs')).toHaveLength(5);
  });

  it('gives every action an id of its own', () => {
    const rows = [row(1, { state: 'running' }), row(2)];
    const samples = [{ name: 'wine', title: 'wine', field: 'chemistry', description: '' }];
    const datasets = [{ id: 'abc', name: 'assay' }];
    const studies = [{ id: 1, name: '', purpose: 'comparison' as const }];
    const all = paletteActions(
      { rows, openRun: row(2), studies, datasets, samples, canUndo: true, isQueuePaused: true, selected: [1, 2] },
      doings(),
    );
    expect(new Set(all.map((action) => action.id)).size).toBe(all.length);
  });
});
