import { describe, expect, it, onTestFinished } from 'vitest';
import type { WriteDb } from '../../../src-main/store/database.ts';
import { chunkPoints } from '../../../src-main/store/packing/chunks.ts';
import { Packer } from '../../../src-main/store/packing/packer.ts';
import { listSeries, seriesPoints } from '../../../src-main/store/queries/series-points.ts';
import { updateRun } from '../../../src-main/store/run-commands.ts';
import type { RunId } from '../../../src-shared/domain/ids.ts';
import type { RunState } from '../../../src-shared/domain/run-state.ts';
import { homeWithRun } from '../../support/open-home.ts';

const loss = 'loss/train-step';
const valueAt = (step: number) => (step % 1_000 === 0 ? Number.NaN : step % 777 === 0 ? -Infinity : Math.sin(step));
const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

function home() {
  const { home: opened, run, writer } = homeWithRun();
  const { db } = opened;
  const packed: RunId[] = [];
  const packer = new Packer({ db, onPacked: (its) => packed.push(its), restMs: 0 });
  onTestFinished(() => packer.close());
  const log = (first: number, last: number, value = valueAt) => {
    const steps = range(first, last);
    writer.logPoints(run, [{ series: loss, steps, values: steps.map(value) }]);
    writer.flush();
  };
  const become = (state: RunState) => updateRun(db, run, { state });
  const pack = async () => {
    packer.want(run);
    await packer.idle();
  };
  return { db, run, writer, packer, packed, log, become, pack };
}

const looseIn = (db: WriteDb) => Number(db.prepare('SELECT count(*) FROM point').pluck().get());
const chunksIn = (db: WriteDb) => Number(db.prepare('SELECT count(*) FROM chunk').pluck().get());

function expectPoints(db: WriteDb, run: RunId, last: number, value = valueAt): void {
  const { steps, values } = seriesPoints(db, run, loss);
  expect(steps).toEqual(range(1, last));
  expect(values).toEqual(range(1, last).map(value));
  expect(listSeries(db, run)).toEqual([{ series: loss, points: last }]);
}

describe('a packer', () => {
  it('packs everything an ended run has logged, and readers see no difference', async () => {
    const { db, run, packed, log, become, pack } = home();
    log(1, 3 * chunkPoints + 100);
    become('finished');
    await pack();
    expect(looseIn(db)).toBe(0);
    expect(packed).toEqual([run]);
    expectPoints(db, run, 3 * chunkPoints + 100);
  });

  it('leaves the newest points of a live run as rows', async () => {
    const { db, run, packed, log, become, pack } = home();
    log(1, 3 * chunkPoints);
    become('running');
    await pack();
    expect(looseIn(db)).toBeGreaterThanOrEqual(chunkPoints);
    expect(chunksIn(db)).toBeGreaterThan(0);
    expect(packed).toEqual([]);
    expectPoints(db, run, 3 * chunkPoints);
  });

  it.each([
    ['within a chunk', chunkPoints + 50],
    ['at the border of two', chunkPoints],
    ['before everything', 0],
    ['after everything', 2 * chunkPoints + 7],
  ])('a run that is resumed %s loses what came after and logs it again', async (_, resumeAt) => {
    const { db, run, writer, log, become, pack } = home();
    const last = 2 * chunkPoints + 7;
    log(1, last);
    become('stopped');
    await pack();
    become('running');
    writer.truncateAfter(run, resumeAt);
    const again = (step: number) => (step > resumeAt ? -step : valueAt(step));
    if (resumeAt > 0) expectPoints(db, run, resumeAt);
    else expect(seriesPoints(db, run, loss).steps).toEqual([]);
    log(resumeAt + 1, last + 100, again);
    expectPoints(db, run, last + 100, again);
    become('finished');
    await pack();
    expect(looseIn(db)).toBe(0);
    expectPoints(db, run, last + 100, again);
  });

  it('makes no crumbs of a run that ends many times', async () => {
    const { db, run, log, become, pack } = home();
    for (let part = 0; part < 20; part++) {
      become('running');
      log(1 + 10 * part, 10 + 10 * part);
      become('stopped');
      await pack();
    }
    expect(chunksIn(db)).toBe(1);
    expectPoints(db, run, 200);
  });

  it('keeps points whose steps lie further apart than a chunk can tell', async () => {
    const { db, run, writer, become, pack } = home();
    const steps = [1, 2, 2 ** 34, 2 ** 34 + 1];
    writer.logPoints(run, [{ series: loss, steps, values: steps }]);
    writer.flush();
    become('finished');
    await pack();
    expect(looseIn(db)).toBe(0);
    expect(seriesPoints(db, run, loss)).toEqual({ series: loss, steps, values: steps });
  });

  it('takes up what an earlier process has not packed, but no run that waits or lives', async () => {
    const { db, run, packer, log, become } = home();
    log(1, 10);
    packer.wantAll();
    await packer.idle();
    expect(looseIn(db)).toBe(10);
    become('interrupted');
    packer.wantAll();
    await packer.idle();
    expect(looseIn(db)).toBe(0);
    expectPoints(db, run, 10);
  });

  it('passes over a run that was deleted meanwhile', async () => {
    const { db, run, log, pack } = home();
    log(1, 10);
    db.prepare('DELETE FROM run WHERE id = ?').run(run);
    await pack();
    expect(chunksIn(db)).toBe(0);
  });

  it('that is closed finishes what is small', () => {
    const { db, run, packer, log, become } = home();
    log(1, 100);
    become('finished');
    packer.want(run);
    packer.close();
    expect(looseIn(db)).toBe(0);
    expectPoints(db, run, 100);
  });
});
