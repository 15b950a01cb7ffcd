import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { prepareRun } from '../../src-main/host/config/prepare-run.ts';
import { scheduleText } from '../../src-main/host/export-schedule.ts';
import { createHost, type Host, type RunNotice } from '../../src-main/host/host.ts';
import { listHomeDatasets, readHome, readHomeCard } from '../../src-main/host/reader.ts';
import { startRun } from '../../src-main/host/start-run.ts';
import { databaseFile } from '../../src-main/store/home-files.ts';
import { openHomeForWriting } from '../../src-main/store/open.ts';
import { insertRun, updateRun } from '../../src-main/store/run-commands.ts';
import { FakeLauncher } from '../support/fake-launcher.ts';
import { testConfig } from '../support/open-home.ts';
import { temporaryHome, testTime } from '../support/temporary-home.ts';
import { done } from '../support/test-queue.ts';

const clock = { now: testTime };
const now = () => clock.now++;

/** A host that is shut down when the test ends, whatever happens in it. */
function kept(host: Host, launcher: FakeLauncher): Host {
  onTestFinished(async () => {
    for (const trainer of launcher.started) if (!trainer.hasExited) trainer.kill();
    await host.shutdown().catch(() => undefined);
  });
  return host;
}

async function startedIris(home: string) {
  const launcher = new FakeLauncher();
  const notices: RunNotice[] = [];
  const prepared = await prepareRun({ written: { data: { sample: 'iris' } }, changes: [], home, directory: home });
  const observer = (_run: number, notice: RunNotice) => void notices.push(notice);
  const { host, run } = await startRun(prepared, { home, launcher, observer, now });
  kept(host, launcher);
  return { host, run, launcher, notices, id: prepared.dataset.card.id };
}

async function finishedIris(home: string) {
  const started = await startedIris(home);
  const trainer = started.launcher.last;
  trainer.hello();
  trainer.say(
    {
      type: 'points',
      series: [
        { series: 'hyperparameter/input.dropout', steps: [10, 20], values: [0.05, 0.1] },
        { series: 'scale/input.dropout', steps: [10, 20], values: [0.5, 0.5] },
      ],
    },
    { type: 'checkpoint', step: 30, epoch: 1, file: 'step-30.safetensors', bytes: 10, isBest: false },
    done,
  );
  trainer.exit();
  expect(await started.host.ended(started.run)).toBe('finished');
  return started;
}

describe('a host', () => {
  it('carries a prepared run from its data set to its end', async () => {
    const home = temporaryHome();
    const { host, run, id, notices } = await finishedIris(home);
    expect(host.reader.run(run)).toMatchObject({ state: 'finished', datasetId: id });
    expect((await listHomeDatasets(home)).cards.map((card) => card.id)).toEqual([id]);
    expect((await readHomeCard(home, id)).name).toBe('iris');
    expect(notices.map((notice) => notice.type)).toContain('points');
  });

  it('refuses a second owner of its home and leaves it alone', async () => {
    const home = temporaryHome();
    await startedIris(home);
    expect(() => createHost({ home })).toThrow(/in use by another Selftune/);
    expect(existsSync(databaseFile(home))).toBe(true);
  });

  it('answers questions about a home that is owned', async () => {
    const home = temporaryHome();
    const { run, host } = await startedIris(home);
    expect(readHome(home, (reader) => reader.runs().map(({ id }) => id))).toEqual([run]);
    await host.shutdown();
  });

  it('puts a run right that a crash left as running, before it answers', () => {
    const directory = temporaryHome();
    const home = openHomeForWriting({ directory, now });
    const run = insertRun(home.db, testConfig(), testTime);
    updateRun(home.db, run, { state: 'running' });
    home.close();
    expect(readHome(directory, (reader) => reader.run(run).state)).toBe('interrupted');
  });

  it('takes a run up again that an earlier host left waiting', async () => {
    const home = temporaryHome();
    const { host, run, launcher } = await startedIris(home);
    const second = host.submit(host.reader.run(run).config);
    launcher.last.kill();
    await host.shutdown();
    const launcher2 = new FakeLauncher();
    const host2 = kept(createHost({ home, launcher: launcher2, now }), launcher2);
    expect(host2.reader.run(second).state).toBe('queued');
    host2.resume(second);
    launcher2.last.hello();
    expect(host2.reader.run(second).state).toBe('running');
  });
});

describe('a failed entry', () => {
  it('leaves no home where there was none', async () => {
    const home = join(temporaryHome(), 'deep', 'home');
    const prepared = await prepareRun({ written: { data: { sample: 'iris' } }, changes: [], home, directory: '/' });
    mkdirSync(home, { recursive: true });
    // A file in the place of the folder of data sets: nothing can be stored.
    writeFileSync(join(home, 'datasets'), '');
    await expect(startRun(prepared, { home, now })).rejects.toThrow();
    expect(readdirSync(home)).toEqual(['datasets']);
  });
});

describe('the sealed test set', () => {
  it('is opened once; asked again, the scores on record are shown with their date', async () => {
    const { host, run, launcher } = await finishedIris(temporaryHome());
    const first = host.test(run);
    launcher.last.hello();
    launcher.last.say({ type: 'tested', scores: { loss: 0.25, metrics: { accuracy: 0.9 }, rows: 23 } });
    launcher.last.exit();
    const report = await first;
    expect(report).toMatchObject({ isNew: true, openings: 1, scores: { loss: 0.25, rows: 23 } });
    const trainers = launcher.started.length;
    const again = await host.test(run);
    expect(again).toEqual({ ...report, isNew: false });
    expect(launcher.started).toHaveLength(trainers);
  });

  it('stays on record as opened when its test failed', async () => {
    const { host, run, launcher } = await finishedIris(temporaryHome());
    const failing = host.test(run);
    launcher.last.hello();
    launcher.last.exit({ code: 1 });
    await expect(failing).rejects.toMatchObject({ code: 'runs/test-failed' });
    const next = host.test(run);
    launcher.last.hello();
    launcher.last.say({ type: 'tested', scores: { loss: 0.5, metrics: {}, rows: 23 } });
    launcher.last.exit();
    const { openings, firstOpenedAt, scoredAt } = await next;
    expect(openings).toBe(2);
    expect(firstOpenedAt).toBeLessThan(scoredAt);
  });
});

describe('an exported schedule', () => {
  it('is the CSV or the JSON of what was logged', async () => {
    const home = temporaryHome();
    const { run } = await finishedIris(home);
    const csv = await scheduleText(home, run, 'csv');
    expect(csv.split('\n')[0]).toBe('step,epoch,seconds,input.dropout,input.dropout.scale');
    const json = JSON.parse(await scheduleText(home, run, 'json'));
    expect(json.hyperparameters).toMatchObject([{ name: 'input.dropout', range: [0, 0.9], start: 0.05 }]);
    expect(json.lineage.dataset.name).toBe('iris');
  });

  it('is refused for a run without one', async () => {
    const home = temporaryHome();
    const { run } = await startedIris(home);
    await expect(scheduleText(home, run, 'csv')).rejects.toMatchObject({ code: 'export/no-schedule' });
  });
});
