import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { openHomeForReading } from '../../src-main/store/open.ts';
import { runEvents } from '../../src-main/store/queries/events.ts';
import { listSeries, seriesPoints } from '../../src-main/store/queries/series-points.ts';
import { StoreWriter } from '../../src-main/store/writer.ts';
import type { SeriesPoints } from '../../src-shared/domain/metric.ts';
import { homeWithRun } from '../support/open-home.ts';

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
});

const losses = (steps: number[], values: number[]): SeriesPoints => ({ series: 'loss/train-step', steps, values });
const range = (length: number) => Array.from({ length }, (_, index) => index + 1);

test('NaN, infinities and the smallest and largest doubles come back exactly', () => {
  const { home, run, writer } = homeWithRun();
  const values = [Number.NaN, Infinity, -Infinity, 5e-324, -Number.MAX_VALUE, 0.1 + 0.2, 3];
  writer.logPoints(run, [losses(range(7), values)]);
  writer.flush();
  expect(seriesPoints(home.db, run, 'loss/train-step')).toEqual(losses(range(7), values));
});

test('points wait for half a second, then are committed together', () => {
  const { home, run, writer } = homeWithRun();
  writer.logPoints(run, [losses([1], [1])]);
  vi.advanceTimersByTime(499);
  expect(listSeries(home.db, run)).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(listSeries(home.db, run)).toEqual([{ series: 'loss/train-step', points: 1 }]);
});

test('5,000 points are committed at once', () => {
  const { home, run, writer } = homeWithRun();
  writer.logPoints(run, [losses(range(4999), range(4999))]);
  expect(listSeries(home.db, run)).toEqual([]);
  writer.logPoints(run, [losses([5000], [0])]);
  expect(listSeries(home.db, run)).toEqual([{ series: 'loss/train-step', points: 5000 }]);
});

test('a reader in its own connection sees what is committed', () => {
  const { home, run, writer } = homeWithRun();
  const reader = openHomeForReading({ directory: home.directory });
  writer.logPoints(run, [losses(range(60), range(60))]);
  expect(seriesPoints(reader.db, run, 'loss/train-step').steps).toEqual([]);
  writer.flush();
  expect(seriesPoints(reader.db, run, 'loss/train-step').values).toEqual(range(60));
  reader.close();
});

test('a point logged again replaces the one at its step', () => {
  const { home, run, writer } = homeWithRun();
  writer.logPoints(run, [losses([1, 2], [1, 2])]);
  writer.flush();
  writer.logPoints(run, [losses([2, 3], [20, 30])]);
  writer.flush();
  expect(seriesPoints(home.db, run, 'loss/train-step')).toEqual(losses([1, 2, 3], [1, 20, 30]));
});

test('truncating removes points and events after the step, waiting ones too, and no others', () => {
  const { home, run, writer } = homeWithRun();
  const event = (step: number) => ({ step, epoch: 0, kind: 'note', text: `at ${step}`, at: 0 });
  writer.logPoints(run, [losses([1, 2], [1, 2])]);
  writer.logEvent(run, event(2));
  writer.flush();
  writer.logPoints(run, [losses([3, 4], [3, 4])]);
  writer.logEvent(run, event(4));
  writer.truncateAfter(run, 3);
  expect(seriesPoints(home.db, run, 'loss/train-step').steps).toEqual([1, 2, 3]);
  expect(runEvents(home.db, run)).toEqual([event(2)]);
});

test('a full disk is told in words, and what was logged is written once there is room', () => {
  const { home, run, writer, failures } = homeWithRun();
  const pages = Number(home.db.pragma('page_count', { simple: true }));
  home.db.pragma(`max_page_count = ${pages}`);
  writer.logPoints(run, [losses(range(2000), range(2000))]);
  vi.advanceTimersByTime(500);
  expect(failures).toEqual(['store/disk-full']);
  expect(() => writer.flush()).toThrow('The disk is full');
  home.db.pragma('max_page_count = 1000000');
  writer.flush();
  expect(seriesPoints(home.db, run, 'loss/train-step').values).toEqual(range(2000));
});

test('closing commits what is waiting and leaves no timer', () => {
  const { home, run } = homeWithRun();
  const writer = new StoreWriter(home.db, { onFailure: () => {} });
  writer.logPoints(run, [losses([1], [1])]);
  writer.close();
  expect(vi.getTimerCount()).toBe(0);
  expect(listSeries(home.db, run)).toHaveLength(1);
});

test('what a network wrote is kept 200 times at most, spread over the run, and other events all of them', () => {
  const { home, run, writer } = homeWithRun();
  const log = (kind: string, step: number) => writer.logEvent(run, { step, epoch: 0, kind, text: `${step}`, at: 0 });
  const samples = () => runEvents(home.db, run).filter(({ kind }) => kind === 'text-sample');
  for (const step of range(200)) log('text-sample', step);
  writer.flush();
  expect(samples()).toHaveLength(200);
  for (const step of range(300)) log('data', step);
  log('text-sample', 201);
  writer.flush();
  expect(samples().map(({ step }) => step)).toEqual(range(201).filter((step) => step % 2 === 1));
  log('text-sample', 202);
  for (const step of range(150)) log('text-sample', 202 + step);
  writer.flush();
  const steps = samples().map(({ step }) => step);
  expect(steps.length).toBeLessThanOrEqual(200);
  expect([steps[0], steps.at(-1)]).toEqual([1, 352]);
  expect(runEvents(home.db, run).filter(({ kind }) => kind === 'data')).toHaveLength(300);
});
