// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { drawSvg } from '../../../src-renderer/charts/draw-svg.ts';
import { fileStem } from '../../../src-renderer/charts/save-figure.ts';
import { line, panel, plot } from '../../shared/plot/plot-tables.ts';

const picture = { size: { width: 800, height: 500 }, number: String };
const epochs = Array.from({ length: 20 }, (_, index) => index + 1);

describe('a figure as SVG', () => {
  const band = { low: Float64Array.from(epochs, () => 0.1), high: Float64Array.from(epochs, () => 0.3), meaning: '' };
  const table = plot([
    panel(
      [
        line(
          'validation',
          epochs,
          epochs.map((epoch) => 1 / epoch),
        ),
      ],
      {
        marks: [
          { kind: 'warm-up', from: 0, to: 5 },
          { kind: 'best', line: 'validation', x: 20, y: 0.05 },
        ],
      },
    ),
    panel(
      [
        line(
          'dense1.dropout',
          epochs,
          epochs.map(() => 0.2),
          { shortLabel: 'Dense 1', colour: 1, band },
        ),
      ],
      {
        id: 'dropout',
        title: 'Dropout',
        range: [0, 0.9],
      },
    ),
  ]);
  const svg = drawSvg(table, picture);

  it('names its panels, its axis and its lines', () => {
    for (const words of ['Loss', 'Dropout', 'epoch', 'validation', 'Dense 1', 'warm-up'])
      expect(svg).toContain(`>${words}</text>`);
  });

  it('has the line in its colour, its band, and the ends of the range on the axis', () => {
    expect(svg).toMatch(/stroke="#0072B2"/i);
    expect(svg).toMatch(/fill="#0072B2"[^>]*fill-opacity="0.14"|opacity="0.14"/i);
    expect(svg).toContain('>0.9</text>');
  });

  it('stands on white and loads nothing', () => {
    expect(svg).toContain('#ffffff');
    expect(svg).not.toMatch(/<script|<image|href="http/);
  });

  it('of a hundred lines of two hundred points is below 300 kB', () => {
    const x = Array.from({ length: 200 }, (_, at) => at);
    const many = Array.from({ length: 100 }, (_, index) =>
      line(
        `line ${index}`,
        x,
        x.map((at) => Math.sin(at / 20 + index)),
      ),
    );
    const size = drawSvg(plot([panel(many)]), picture).length;
    expect(size).toBeLessThan(300_000);
  });

  it('says what will appear while there are no points', () => {
    expect(drawSvg(plot([panel([line('a', [], [])])]), picture)).toContain('Losses appear here.');
  });

  it('draws a band that reaches below zero down to the foot of a logarithmic axis, at every point', () => {
    const wide = { low: Float64Array.from(epochs, () => -1), high: Float64Array.from(epochs, () => 3), meaning: '' };
    const ones = epochs.map(() => 1);
    const log = panel([line('a', epochs, ones, { band: wide, colour: 2, role: 'mean' })], { scale: 'log' });
    const points = /<polygon points="([^"]+)"[^>]*fill-opacity="0.14"/.exec(drawSvg(plot([log]), picture))?.[1] ?? '';
    const numbers = points.split(' ').map(Number);
    expect(numbers).toHaveLength(2 * 2 * epochs.length);
    expect(numbers.every(Number.isFinite)).toBe(true);
    // The lower edge comes second, from right to left; the picture is 500 high.
    expect(Math.min(...numbers.slice(2 * epochs.length).filter((_, index) => index % 2 === 1))).toBeGreaterThan(500);
  });

  // ECharts' checks of what it was given are on here: the build that tests load is its development build.
  it('is drawn for ends that no binary number holds exactly, whatever they are', () => {
    const hundredths = Array.from({ length: 20 }, (_, index) => 0.9 + index / 100);
    for (const low of hundredths.slice(0, 10)) {
      for (const high of hundredths.slice(10)) {
        const early = plot([panel([line('a', [0.02, 0.04], [high, low])])]);
        expect(() => drawSvg(early, picture), `${low} to ${high}`).not.toThrow();
      }
    }
  });

  it('draws nothing across a gap', () => {
    const gap = drawSvg(plot([panel([line('a', [1, 2, 3, 4, 5], [1, 1, Number.NaN, 1, 1], { colour: 2 })])]), picture);
    const path = /<path d="([^"]+)"[^>]*stroke="#D55E00"/i.exec(gap)?.[1] ?? '';
    expect(path.match(/M/g)).toHaveLength(2);
  });
});

it.each([
  ['Run 12 digits, all tuned', 'run-12-digits-all-tuned'],
  ['Überprüfung: α/β', 'u-berpru-fung-α-β'],
  ['…', 'figure'],
])('the figure "%s" is saved as %s', (title, stem) => {
  expect(fileStem(title)).toBe(stem);
});
