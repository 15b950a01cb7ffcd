import { expect, it } from 'vitest';
import { schedulesSvg } from '../../../src-renderer/charts/schedules-svg.ts';

const starts = [0.05, 0.3, 0.5, 0.7, 0.9];
const epochs = Array.from({ length: 40 }, (_, index) => index + 1);
const picture = {
  title: 'Output dropout from five starts',
  hyperparameter: 'lstm2.dropout',
  range: [0, 0.95] as const,
  schedules: starts.map((start) => ({
    label: `starts at ${start}`,
    epochs,
    values: epochs.map((epoch) => 0.6 + (start - 0.6) * Math.exp(-epoch / 10)),
  })),
};

it('schedules of one hyperparameter are drawn over the same axes without a window, each with its name', () => {
  expect(globalThis.document).toBeUndefined();
  const svg = schedulesSvg(picture);
  expect(svg.startsWith('<svg')).toBe(true);
  for (const start of starts) expect(svg).toContain(`>starts at ${start}</text>`);
  for (const colour of ['#E69F00', '#0072B2', '#D55E00', '#009E73', '#CC79A7']) {
    expect(svg).toMatch(new RegExp(`stroke="${colour}"`, 'i'));
  }
  // The range is the axis, epochs run below it, and there are no losses.
  for (const words of ['0.95', 'epoch']) expect(svg).toContain(`>${words}</text>`);
  expect(svg.toLowerCase()).not.toContain('loss');
});

it('a picture of schedules has the size that is asked for', () => {
  expect(schedulesSvg({ ...picture, size: { width: 600, height: 300 } })).toMatch(/<svg width="600" height="300"/);
});
