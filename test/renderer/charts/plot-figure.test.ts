// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { lightTheme } from '../../../src-renderer/charts/palette.ts';
import PlotFigure from '../../../src-renderer/charts/plot-figure.vue';
import PlotReadout from '../../../src-renderer/charts/plot-readout.vue';
import { line, panel, plot } from '../../shared/plot/plot-tables.ts';

const table = plot([
  panel([line('validation', [1, 2, 3], [0.9, 0.5, 0.7]), line('training', [1, 2, 3], [0.8, 0.4, 0.3])]),
]);
const figure = (change: object = {}) =>
  mount(PlotFigure, {
    props: { table, locale: 'en', isDark: false, ...change },
    global: { stubs: { VChart: true } },
  });

describe('a figure', () => {
  it('is told in words: its series, their range, their last values', () => {
    expect(figure().find('figure').attributes('aria-label')).toBe(
      'Run 1, over epoch. Loss: validation: between 0.5 and 0.9, last 0.7; training: between 0.3 and 0.8, last 0.3.',
    );
  });

  it('can be shown as a table, and as a picture again', async () => {
    const shown = figure();
    expect(shown.find('[role=table]').exists()).toBe(false);
    await shown.find('button[aria-label="Show as table"]').trigger('click');
    expect(shown.find('[role=table]').attributes('aria-rowcount')).toBe('7');
    await shown.find('button[aria-label="Show as table"]').trigger('click');
    expect(shown.find('[role=table]').exists()).toBe(false);
  });

  it('says that it shows fewer points than were logged', () => {
    const thinned = plot([panel([line('a', [1, 2], [1, 2], { total: 48_000 })])]);
    expect(figure({ table: thinned }).find('figcaption').text()).toBe(
      'Showing 2 of 48,000 points; every peak is kept.',
    );
  });

  it('is walked along by keys, and zoomed out by Escape', async () => {
    const shown = figure();
    const cursor = shown.find('[role=slider]');
    expect(cursor.attributes('aria-valuemax')).toBe('3');
    await cursor.trigger('keydown', { key: 'Home' });
    expect(cursor.attributes('aria-valuenow')).toBe('0');
    await cursor.trigger('keydown', { key: 'End' });
    expect(cursor.attributes('aria-valuetext')).toBe('epoch 3: validation 0.7, training 0.3');
    await cursor.trigger('keydown', { key: '+' });
    await cursor.trigger('keydown', { key: 'Escape' });
    expect(shown.emitted('window')).toEqual([[[1.5, 3]], [null]]);
  });
});

describe('the read-out beside a figure', () => {
  const readout = (cursor: number | null) =>
    mount(PlotReadout, {
      props: { table, size: { width: 600, height: 300 }, theme: lightTheme, locale: 'en', cursor, emphasis: null },
    });
  const values = (shown: ReturnType<typeof readout>) =>
    Object.fromEntries(shown.findAll('.row').map((row) => [row.find('.name').text(), row.find('.value').text()]));

  it('has the last values without a cursor', () => {
    expect(values(readout(null))).toEqual({ validation: '0.7', training: '0.3' });
  });

  it('has the values at the point nearest to the cursor', () => {
    const shown = readout(1.9);
    expect(values(shown)).toEqual({ validation: '0.5', training: '0.4' });
    expect(shown.find('.heading').text()).toBe('epoch 1.9');
  });

  it('brings a line forward when its name is pressed', async () => {
    const shown = readout(null);
    await shown.findAll('.row')[0]?.trigger('click');
    expect(shown.emitted('update:emphasis')).toEqual([['validation']]);
  });
});
