import { describe, expect, it } from 'vitest';
import type { WriteDb } from '../../../src-main/store/database.ts';
import { openHomeForWriting } from '../../../src-main/store/open.ts';
import { insertRun, updateRun } from '../../../src-main/store/run-commands.ts';
import { StoreWriter } from '../../../src-main/store/writer.ts';
import type { Curve, PlotAxis } from '../../../src-shared/contract/plot.ts';
import type { RunId } from '../../../src-shared/domain/ids.ts';
import type { SeriesPoints } from '../../../src-shared/domain/metric.ts';
import { testConfig } from '../../support/open-home.ts';
import { temporaryHome } from '../../support/temporary-home.ts';
import { checkpointAt, configFor, epochEnd, testApplication } from '../../support/test-application.ts';

const stepsPerEpoch = 50;
const long = 100_000;

/** A home with an ended run that has logged what `log` says. */
function homeWith(log: (writer: StoreWriter, run: RunId, db: WriteDb) => void): { home: string; run: RunId } {
  const home = temporaryHome();
  const { db, close } = openHomeForWriting({ directory: home, now: () => 0 });
  const run = insertRun(db, testConfig(), 0);
  const writer = new StoreWriter(db, {
    onFailure: (error) => {
      throw error;
    },
  });
  log(writer, run, db);
  writer.close();
  updateRun(db, run, { state: 'finished' });
  close();
  return { home, run };
}

const series = (name: SeriesPoints['series'], steps: readonly number[], at: (step: number) => number) => ({
  series: name,
  steps,
  values: steps.map(at),
});

const upTo = (last: number, every = 1) => Array.from({ length: Math.floor(last / every) }, (_, at) => (at + 1) * every);
const spikes = new Map([
  [1_234, 50],
  [57_777, -50],
  [80_001, Number.NaN],
]);
const lossAt = (step: number) => spikes.get(step) ?? Math.sin(step / 1_000);

async function longRun() {
  const { home, run } = homeWith((writer, its) => {
    const steps = upTo(long);
    writer.logPoints(its, [
      series('loss/train-step', steps, lossAt),
      series('epoch', steps, (step) => step / stepsPerEpoch),
      // A pause of an hour in the middle.
      series('seconds', steps, (step) => step / 100 + (step > long / 2 ? 3_600 : 0)),
    ]);
  });
  const { client } = await testApplication({ home });
  const draw = async (axis: PlotAxis, from: number | null, to: number | null, points = 80): Promise<Curve> => {
    const { curves } = await client.call('plot.curves', {
      curves: [{ run, series: 'loss/train-step' }],
      axis,
      from,
      to,
      points,
    });
    const [curve] = curves;
    if (curve === undefined) throw new Error('No curve came.');
    return curve;
  };
  // Packed in the background; while that goes on a curve is the same.
  const packed = () =>
    expect.poll(async () => (await client.call('runs.get', { run })).row.bytes, { timeout: 60_000 }).toBeGreaterThan(0);
  return { draw, packed };
}

describe('a curve of a long run', () => {
  it('is the same before, while and after it is packed: thinned, with its spikes, its gap and its ends', {
    timeout: 120_000,
  }, async () => {
    const { draw, packed } = await longRun();
    const before = await draw('step', null, null);
    await packed();
    const after = await draw('step', null, null);
    for (const curve of [before, after]) {
      expect(curve.total).toBe(long);
      expect(curve.x.length).toBeLessThanOrEqual(80);
      expect(curve.x).toEqual(curve.steps);
      expect([curve.x[0], curve.x.at(-1)]).toEqual([1, long]);
      const shown = new Map([...curve.steps].map((step, at) => [step, curve.y[at]]));
      for (const [step, value] of spikes) expect(shown.get(step)).toBe(value);
      for (const [step, value] of shown) expect(value).toBe(lossAt(step));
    }

    const epochs = await draw('epoch', null, null);
    expect([...epochs.x]).toEqual([...epochs.steps].map((step) => expect.closeTo(step / stepsPerEpoch, 6)));

    // Zoomed in, every point between both ends is there, exactly where it was logged.
    const zoom = await draw('epoch', 1_499.5, 1_502, 200);
    expect([...zoom.steps]).toEqual(upTo(126).map((at) => 74_974 + at));
    expect([...zoom.x]).toEqual([...zoom.steps].map((step) => step / stepsPerEpoch));
    expect(zoom.total).toBe(126);

    const pause = await draw('seconds', 499, 4_102);
    expect(pause.total).toBe(100 + 1 + 200);
    expect(pause.x.filter((x) => x > 501 && x < 4_100)).toHaveLength(0);

    const steps = await draw('step', 100.5, 105);
    expect([...steps.steps]).toEqual([101, 102, 103, 104, 105]);
  });
});

describe('a curve', () => {
  it('of an epoch series lies at whole epochs, between the points of the epoch series in proportion', async () => {
    const { home, run } = homeWith((writer, its) => {
      writer.logPoints(its, [
        series('loss/validation', [50, 75, 100], (step) => step),
        series('epoch', [50, 100], (step) => step / stepsPerEpoch),
      ]);
    });
    const { client } = await testApplication({ home });
    const request = { curves: [{ run, series: 'loss/validation' }], points: 100, from: null, to: null } as const;
    const [epochs] = (await client.call('plot.curves', { ...request, axis: 'epoch', curves: [...request.curves] }))
      .curves;
    expect([...(epochs?.x ?? [])]).toEqual([1, 1.5, 2]);
    const [seconds] = (await client.call('plot.curves', { ...request, axis: 'seconds', curves: [...request.curves] }))
      .curves;
    expect([...(seconds?.x ?? [])]).toEqual([0, 0, 0]);
  });

  it('lies on the axis of its own run, whatever other runs are asked for beside it', async () => {
    const home = temporaryHome();
    const { db, close } = openHomeForWriting({ directory: home, now: () => 0 });
    const writer = new StoreWriter(db, {
      onFailure: (error) => {
        throw error;
      },
    });
    const runs = [10, 20].map((stepsAnEpoch) => {
      const run = insertRun(db, testConfig(), 0);
      const losses = (['loss/train', 'loss/validation'] as const).map((name) => series(name, [20, 40], (step) => step));
      writer.logPoints(run, [series('epoch', [20, 40], (step) => step / stepsAnEpoch), ...losses]);
      return run;
    });
    writer.close();
    for (const run of runs) updateRun(db, run, { state: 'finished' });
    close();
    const { client } = await testApplication({ home });
    const curves = ['loss/train', 'loss/validation'].flatMap((name) => runs.map((run) => ({ run, series: name })));
    const drawn = await client.call('plot.curves', { curves, axis: 'epoch', from: null, to: null, points: 100 });
    expect(drawn.curves.map(({ x }) => [...x])).toEqual([
      [2, 4],
      [1, 2],
      [2, 4],
      [1, 2],
    ]);
  });

  it('of a series or a run that does not exist is empty', async () => {
    const { client, dataset } = await testApplication();
    const { runs } = await client.call('runs.start', { config: configFor(dataset), seeds: [1] });
    const curves = [...runs, 99 as RunId].map((run) => ({ run, series: 'loss/none' }));
    const drawn = await client.call('plot.curves', { curves, axis: 'epoch', from: null, to: null, points: 10 });
    expect(drawn.curves.map(({ x, total }) => [x.length, total])).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it('of a live run has the points that have not been committed yet', async () => {
    const { client, dataset, launcher } = await testApplication();
    const { runs } = await client.call('runs.start', { config: configFor(dataset), seeds: [1] });
    launcher.last.hello();
    launcher.last.say(epochEnd(6, { epoch: 1, loss: 0.5, metric: 0.8 }));
    const curves = runs.map((run) => ({ run, series: 'loss/validation' }));
    const drawn = await client.call('plot.curves', { curves, axis: 'epoch', from: null, to: null, points: 10 });
    expect(drawn.curves[0]).toMatchObject({ x: Float64Array.of(1), y: Float64Array.of(0.5), total: 1 });
  });

  it('is refused with two million points and a few more, in words', async () => {
    const { client } = await testApplication();
    const ask = (count: number, points: number) =>
      client.call('plot.curves', {
        curves: Array.from({ length: count }, (_, at) => ({ run: (at + 1) as RunId, series: 'loss/train' })),
        axis: 'step',
        from: null,
        to: null,
        points,
      });
    expect((await ask(100, 20_000)).curves).toHaveLength(100);
    await expect(ask(101, 20_000)).rejects.toMatchObject({
      code: 'plot/too-many-points',
      message: expect.stringContaining('at most 2000000'),
    });
  });

  it('from behind to before is refused', async () => {
    const { client, dataset } = await testApplication();
    const { runs } = await client.call('runs.start', { config: configFor(dataset), seeds: [1] });
    const curves = runs.map((run) => ({ run, series: 'loss/train' }));
    const asked = client.call('plot.curves', { curves, axis: 'step', from: 5, to: 4, points: 10 });
    await expect(asked).rejects.toMatchObject({ code: 'plot/empty-window' });
  });
});

describe('a schedule file', () => {
  it('has every point, packed or not, in both forms', async () => {
    const { client, dataset, launcher } = await testApplication();
    const { runs } = await client.call('runs.start', { config: configFor(dataset), seeds: [1] });
    const [run] = runs;
    if (run === undefined) throw new Error('No run was started.');
    launcher.last.hello();
    launcher.last.say({
      type: 'points',
      series: [
        { series: 'hyperparameter/input.dropout', steps: [10, 20], values: [0.05, 0.1] },
        { series: 'scale/input.dropout', steps: [10, 20], values: [0.5, Number.NaN] },
        { series: 'epoch', steps: [10, 20], values: [1, 2] },
        { series: 'seconds', steps: [10, 20], values: [0.5, 1] },
      ],
    });
    const text = async (format: 'csv' | 'json') => {
      const { bytes, ...file } = await client.call('schedule.file', { run, format });
      return { ...file, text: new TextDecoder().decode(bytes) };
    };
    const live = await text('csv');
    expect(live).toEqual({
      name: 'run-1-schedule.csv',
      mediaType: 'text/csv',
      text: 'step,epoch,seconds,input.dropout,input.dropout.scale\n10,1,0.5,0.05,0.5\n20,2,1,0.1,\n',
    });
    launcher.last.say(checkpointAt(20));
    await client.call('runs.kill', { run });
    await expect.poll(async () => (await client.call('runs.get', { run })).row.state).toBe('interrupted');
    await expect.poll(async () => (await client.call('runs.get', { run })).row.bytes).toBeGreaterThan(0);
    expect(await text('csv')).toEqual(live);
    expect(JSON.parse((await text('json')).text)).toMatchObject({
      schema: 'selftune/schedule',
      lineage: { dataset: { name: 'iris' } },
      points: [{ step: 10 }, { step: 20 }],
    });
  });

  it('is refused where nothing was logged', async () => {
    const { client, dataset } = await testApplication();
    const { runs } = await client.call('runs.start', { config: configFor(dataset), seeds: [1] });
    const [run] = runs;
    if (run === undefined) throw new Error('No run was started.');
    await expect(client.call('schedule.file', { run, format: 'csv' })).rejects.toMatchObject({
      code: 'export/no-schedule',
    });
  });
});
