import { readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { logsDirectory, settingsFile } from '../../../src-main/host/paths.ts';
import { createLog } from '../../../src-main/host/upkeep/log.ts';
import { temporaryHome, testTime } from '../../support/temporary-home.ts';
import { configFor, testApplication } from '../../support/test-application.ts';

const machine = {
  cores: 4,
  memoryBytes: 8 * 2 ** 30,
  candidates: [
    {
      engine: 'onnx' as const,
      device: 'cpu' as const,
      isUsable: true,
      ms: 2,
      selfTestError: null,
      sentence: 'Works, 2 ms a step.',
    },
  ],
  choice: { engine: 'onnx' as const, device: 'cpu' as const, why: 'It is the fastest.' },
};

const reportOf = ({ bytes }: { bytes: Uint8Array }) => new TextDecoder().decode(bytes);

describe('the application', () => {
  it('says what it is', async () => {
    const { client, home } = await testApplication();
    expect(await client.call('app.info', {})).toEqual({
      version: '1.2.3',
      home,
      platform: process.platform,
      door: 'browser',
      notices: [],
      recovered: [],
    });
  });

  it('keeps a notice about a damaged file of settings until it is dismissed', async () => {
    const home = temporaryHome();
    writeFileSync(settingsFile(home), '{"theme": "pink"}');
    const { client } = await testApplication({ home });
    const { notices } = await client.call('app.info', {});
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatch(/settings.json were damaged\. The file was kept as .*settings\.damaged\.json/);
    expect(readFileSync(join(home, 'settings.damaged.json'), 'utf8')).toBe('{"theme": "pink"}');
    expect(await client.call('settings.get', {})).toMatchObject({ theme: 'system' });
    await client.call('app.dismissNotices', {});
    expect((await client.call('app.info', {})).notices).toEqual([]);
  });
});

describe('settings', () => {
  it('change one by one, are told to those who listen and outlive the application', async () => {
    const { client, home, homeEvents, shutdown } = await testApplication();
    const { until } = homeEvents();
    expect(await client.call('settings.get', {})).toEqual({
      theme: 'system',
      numbers: 'system',
      band: 'sd',
      notifications: true,
    });
    await client.call('settings.change', { theme: 'dark' });
    await until((event) => event.type === 'settings' && event.settings.theme === 'dark');
    await client.call('settings.change', { notifications: false });
    await shutdown();
    const next = await testApplication({ home });
    expect(await next.client.call('settings.get', {})).toMatchObject({ theme: 'dark', notifications: false });
  });

  it('of other names or values are refused', async () => {
    const { client } = await testApplication();
    const wrong = { theme: 'pink' } as unknown as { theme: 'dark' };
    await expect(client.call('settings.change', wrong)).rejects.toMatchObject({ code: 'contract/bad-input' });
  });
});

describe('the machine', () => {
  it('is described once, and again on demand', async () => {
    let asked = 0;
    const describeMachine = () => {
      asked++;
      return Promise.resolve(machine);
    };
    const { client } = await testApplication({ describeMachine });
    expect(await client.call('machine.describe', { isFresh: false })).toEqual(machine);
    await client.call('machine.describe', { isFresh: false });
    expect(asked).toBe(1);
    await client.call('machine.describe', { isFresh: true });
    expect(asked).toBe(2);
  });

  it('is asked again after a failure', async () => {
    let asked = 0;
    const describeMachine = () => (asked++ === 0 ? Promise.reject(new Error('No answer.')) : Promise.resolve(machine));
    const { client } = await testApplication({ describeMachine });
    expect(await client.call('machine.describe', { isFresh: false })).toEqual(machine);
  });

  it('has a usage that counts this process', async () => {
    const { client } = await testApplication();
    const usage = await client.call('machine.usage', {});
    expect(usage.cpu).toBeGreaterThanOrEqual(0);
    expect(usage.cpu).toBeLessThanOrEqual(1);
    expect(usage.memoryBytes).toBeGreaterThan(20e6);
    expect(usage.freeMemoryBytes).toBeGreaterThan(0);
    expect(usage.freeDiskBytes).toBeGreaterThan(0);
  });
});

describe('the usage', () => {
  it('is told to those who listen to the home', async () => {
    const { homeEvents } = await testApplication();
    const event = await homeEvents().until(({ type }) => type === 'usage');
    expect(event.type === 'usage' && event.usage.memoryBytes).toBeGreaterThan(20e6);
  });
});

describe('the storage report', () => {
  it('adds up what the home keeps and names where it is', async () => {
    const { client, dataset, home } = await testApplication();
    const { runs } = await client.call('runs.start', { config: configFor(dataset), seeds: [1] });
    const report = await client.call('storage.report', {});
    expect(report.datasetsBytes).toBe((await client.call('data.list', {})).datasets[0]?.bytes);
    expect(report.databaseBytes).toBeGreaterThan(4096);
    expect(report.largestRuns.map(({ run }) => run)).toEqual(runs);
    expect(report.trashBytes).toBe(0);
    expect(report.paths.every(({ path }) => path.startsWith(home))).toBe(true);
  });

  it('counts a removed data set as trash', async () => {
    const { client, dataset } = await testApplication();
    const { datasetsBytes } = await client.call('storage.report', {});
    await client.call('data.remove', { dataset });
    expect(await client.call('storage.report', {})).toMatchObject({ datasetsBytes: 0, trashBytes: datasetsBytes });
  });
});

describe('the bug report', () => {
  it('has versions, the verdict on the machine and the log, and nothing of the work or the person', async () => {
    const home = temporaryHome();
    const log = createLog({ directory: logsDirectory(home), now: () => testTime });
    log.info(`A file in ${join(homedir(), 'secret')} has a column "blood pressure".`);
    const { client, dataset } = await testApplication({ home, describeMachine: () => Promise.resolve(machine) });
    await client.call('runs.start', { config: configFor(dataset, { name: 'my idea' }), seeds: [1] });
    const file = await client.call('app.bugReport', {});
    const text = reportOf(file);
    expect(file).toMatchObject({ name: 'selftune-report.txt', mediaType: 'text/plain' });
    expect(text).toContain('Selftune 1.2.3, browser');
    expect(text).toContain('onnx on cpu: Works, 2 ms a step.');
    expect(text).toContain(`A file in ${join('~', 'secret')} has a column "…".`);
    for (const secret of ['blood pressure', 'my idea', 'iris', 'petal', homedir()]) expect(text).not.toContain(secret);
  });
});
