import { describe, expect, it } from 'vitest';
import { verticalEnds } from '../../../src-renderer/charts/axis-ends.ts';
import { tickWords } from '../../../src-renderer/charts/ticks.ts';
import { numberWords } from '../../../src-renderer/words/quantities.ts';
import { line, panel } from '../../shared/plot/plot-tables.ts';

const open = [0, Number.POSITIVE_INFINITY] as const;
const band = (low: readonly number[], high: readonly number[]) => ({
  low: Float64Array.from(low),
  high: Float64Array.from(high),
  meaning: '',
});

describe('the vertical axis of a schedule without an upper end', () => {
  it('stands on its foot and holds the whole band', () => {
    const schedule = line('a', [1, 2], [0.05, 1.2], { role: 'schedule', band: band([0.02, 0.8], [0.13, 1.7]) });
    expect(verticalEnds(panel([schedule], { range: open }))).toEqual([0, 2]);
  });

  it('has as much room above the start as below it while nothing has moved', () => {
    const held = line('a', [1, 2], [0.05, 0.05], { role: 'schedule' });
    const start = { kind: 'start', line: 'a', y: 0.05 } as const;
    expect(verticalEnds(panel([held], { range: open, marks: [start] }))).toEqual([0, 0.1]);
    expect(verticalEnds(panel([], { range: open, marks: [start] }))).toEqual([0, 0.1]);
    expect(verticalEnds(panel([], { range: open }))).toEqual([0, 1]);
  });

  it('is no wider for a band where its range has both ends', () => {
    const schedule = line('a', [1], [0.4], { role: 'schedule', band: band([0.1], [0.95]) });
    expect(verticalEnds(panel([schedule], { range: [0, 0.9] }))).toEqual([0, 0.9]);
  });
});

it('ticks that lie close together are written with the digits that tell them apart', () => {
  const number = (value: number, digits?: number) => numberWords(value, 'en', digits);
  const ticks = [0.04998, 0.05, 0.05002];
  expect(ticks.map(tickWords(ticks, number))).toEqual(['0.04998', '0.05', '0.05002']);
  expect([0, 0.5, 1].map(tickWords([0, 0.5, 1], number))).toEqual(['0', '0.5', '1']);
});
