import { describe, expect, it } from 'vitest';
import { plotToCsv } from '../../../src-shared/plot/plot-csv.ts';
import { cutToWindow, pointCount } from '../../../src-shared/plot/plot-table.ts';
import { line, panel, plot } from './plot-tables.ts';

describe('the CSV of a plot', () => {
  it('is a header and one row for each plotted point', () => {
    const table = plot([
      panel([line('training', [1, 2, 3], [0.5, 0.25, 0.125]), line('validation', [1, 3], [0.6, 0.3])]),
      panel([line('dense1.dropout', [1], [0.05])], { title: 'Dropout' }),
    ]);
    const rows = plotToCsv(table).trimEnd().split('\n');
    expect(rows).toEqual([
      'panel,line,unit,epoch,value,low,high',
      'Loss,training,,1,0.5,,',
      'Loss,training,,2,0.25,,',
      'Loss,training,,3,0.125,,',
      'Loss,validation,,1,0.6,,',
      'Loss,validation,,3,0.3,,',
      'Dropout,dense1.dropout,,1,0.05,,',
    ]);
    expect(rows.length - 1).toBe(pointCount(table));
  });

  it('holds no more than the window that is shown', () => {
    const table = cutToWindow(plot([panel([line('a', [1, 2, 3, 4], [1, 2, 3, 4])])], { window: [2, 3] }));
    expect(plotToCsv(table).trimEnd().split('\n').slice(1)).toEqual(['Loss,a,,2,2,,', 'Loss,a,,3,3,,']);
  });

  it('gives back every double to its last bit', () => {
    const values = [0.1 + 0.2, 1 / 3, 5e-324, 1.7976931348623157e308, -2.2250738585072014e-308];
    const table = plot([
      panel([
        line(
          'a',
          values.map((_, index) => index),
          values,
        ),
      ]),
    ]);
    const read = plotToCsv(table)
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((row) => Number(row.split(',')[4]));
    expect(read).toEqual(values);
  });

  it('writes the edges of a band and leaves a gap empty', () => {
    const band = { low: Float64Array.of(0.1, Number.NaN), high: Float64Array.of(0.3, Number.NaN), meaning: '' };
    const table = plot([panel([line('a', [1, 2], [0.2, Number.NaN], { band })])]);
    expect(plotToCsv(table).trimEnd().split('\n').slice(1)).toEqual(['Loss,a,,1,0.2,0.1,0.3', 'Loss,a,,2,,,']);
  });

  it('keeps the names of panels, lines and units from being read as formulas or as more cells', () => {
    const quantity = { name: 'a', unit: '=u' };
    const table = plot([panel([line('@here', [1], [2], { quantity })], { title: 'a, b' })]);
    expect(plotToCsv(table).split('\n')[1]).toBe(`"a, b","'@here","'=u",1,2,,`);
  });

  it('names the unit of the axis in its head and that of the values in its column', () => {
    const quantity = { name: 'dropout', unit: 'share' };
    const table = plot([panel([line('a', [1], [2], { quantity })])], { x: { name: 'training time', unit: 's' } });
    expect(plotToCsv(table).split('\n').slice(0, 2)).toEqual([
      'panel,line,unit,training time (s),value,low,high',
      'Loss,a,share,1,2,,',
    ]);
  });
});
