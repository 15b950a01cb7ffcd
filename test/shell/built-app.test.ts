// The built main side, for real: its host, trainer and doctor as processes of their own, started by the shell's own code. Only Electron's
// processes and ports are stood in for, by Node's.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createChildren } from '../../src-main/shell/children.ts';
import { messagePort } from '../../src-main/shell/host/message-port.ts';
import { type HostProcess, startHostProcess } from '../../src-main/shell/host-process.ts';
import { type Client, createClient } from '../../src-shared/contract/client.ts';
import type { RunRow } from '../../src-shared/contract/runs.ts';
import { newChannel } from './fake-electron.ts';
import { nodeFork } from './utility-process/parent.ts';

// Inside the repository, where packages are found as they are in the app.
const built = resolve('dist', `main-tested-${process.pid}`);
const home = mkdtempSync(join(tmpdir(), 'selftune-built-'));
const { fork, started } = nodeFork({ ...process.env, SELFTUNE_HOME: home });
const ended: string[] = [];
const live: number[] = [];
const output: string[] = [];
let host: HostProcess;
let client: Client;

const path = (source: string) => join(built, 'src-main', source);

beforeAll(async () => {
  for (const mode of ['production', 'preload']) {
    await build({ configFile: 'vite.main.config.ts', mode, logLevel: 'error', build: { outDir: built } });
  }
  open();
});

/** As the app does when it is started. */
function open(): void {
  host = startHostProcess({
    fork,
    newChannel,
    children: createChildren({
      fork,
      newChannel,
      entries: {
        trainer: path('trainer/main.js'),
        doctor: path('trainer/doctor.js'),
        probe: path('engine/probe.js'),
      },
      environment: process.env,
      kill: (pid) => process.kill(pid, 'SIGKILL'),
    }),
    entry: path('shell/host/entry.js'),
    version: '1.2.3',
    mayRestart: () => true,
    onLive: (runs) => live.push(runs),
    onRunEnded: ({ name, state }) => ended.push(`${name} ${state}`),
    onFailed: (message) => output.push(message),
    onGivenUp: () => output.push('given up'),
    onOutput: (text) => output.push(text),
  });
  client = createClient({
    connect: async () => {
      const port = await host.connect();
      if (port === null) throw new Error(`There is no host. ${output.join('')}`);
      return messagePort(port);
    },
    wait: () => new Promise((resolve) => setImmediate(resolve)),
  });
}

afterAll(async () => {
  client?.close();
  await host?.shutDown();
  for (const child of started) child.kill();
  rmSync(built, { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
});

/** Settles with the first row of a run that is as wanted. */
function row(wanted: (row: RunRow) => boolean): Promise<RunRow> {
  return new Promise((resolve) => {
    const end = client.subscribe(
      { topic: 'home' },
      {
        onEvent: (event) => {
          if (event.type === 'run' && wanted(event.row)) take(event.row);
        },
        onRefresh: () =>
          void client.call('runs.list', {}).then(
            (rows) => {
              const found = rows.find(wanted);
              if (found !== undefined) take(found);
            },
            () => undefined,
          ),
      },
    );
    const take = (found: RunRow) => {
      end();
      resolve(found);
    };
  });
}

async function start(name: string, epochs: number) {
  const { id } = await client.call('data.importSample', { name: 'iris' });
  const suggested = await client.call('plan.suggest', { dataset: id });
  const method = { ...suggested.method, warmUpEpochs: 1 };
  const config = { ...suggested, name, method, training: { ...suggested.training, epochs } };
  await client.call('runs.start', { config, seeds: [1] });
}

it('has every entry, its samples and its preload script in their places', () => {
  for (const file of ['shell/main.js', 'shell/preload.cjs', 'shell/icons/tray.png', 'data/samples/iris.csv']) {
    expect(existsSync(path(file)), file).toBe(true);
  }
});

it('imports iris in a thread, trains it in a process of its own, and tells of its end', async () => {
  await start('flowers', 3);
  const finished = await row(({ name, state }) => name === 'flowers' && state === 'finished');
  expect(finished).toMatchObject({ epochs: 3, hasCheckpoint: true });
  expect(finished.best?.loss).toBeGreaterThan(0);
  const { engine, series } = await client.call('runs.get', { run: finished.id });
  expect(engine?.verdict).toMatch(/Training uses .+\./);
  expect(series.find(({ series: name }) => name === 'loss/validation')?.points ?? series.length).toBeGreaterThan(0);
  await expect.poll(() => ended, { timeout: 20_000 }).toEqual(['flowers finished']);
  await expect.poll(() => live.at(-1), { timeout: 20_000 }).toBe(0);
  expect(live).toContain(1);
});

it('describes the machine, engine probes in processes of their own included', async () => {
  // The one that begins with the home has ended.
  await client.call('machine.describe', { isFresh: false });
  const before = started.length;
  const { choice, candidates } = await client.call('machine.describe', { isFresh: true });
  expect(choice.engine).toBe('onnx');
  expect(candidates.find(({ engine, device }) => engine === 'onnx' && device === 'cpu')?.isUsable).toBe(true);
  // The doctor, and one probe for each device that is not the processor.
  const accelerated = candidates.filter(({ device }) => device !== 'cpu').length;
  expect(started.length - before).toBe(1 + accelerated);
});

it('kills a trainer on request', async () => {
  await start('endless', 100_000);
  const { id } = await row(({ name, last }) => name === 'endless' && last !== null);
  await client.call('runs.kill', { run: id });
  const { reason } = await row(({ name, state }) => name === 'endless' && state === 'interrupted');
  expect(reason).toMatch(/Killed on request/);
});

it('comes back when the host dies: its trainer leaves with a checkpoint, the window connects again, the run can be resumed', async () => {
  await start('survivor', 100_000);
  await row(({ name, hasCheckpoint, last }) => name === 'survivor' && (hasCheckpoint || last !== null));
  const pid = started[0]?.pid;
  if (pid === undefined) throw new Error('The host has no process.');
  process.kill(pid, 'SIGKILL');
  const { id, reason } = await row(({ name, state }) => name === 'survivor' && state === 'interrupted');
  expect(reason).not.toBe('');
  const { recovered } = await client.call('app.info', {});
  expect(recovered).toHaveLength(1);
  await client.call('runs.resume', { run: id });
  await row((changed) => changed.id === id && changed.state === 'running');
});

it('stops what runs with a checkpoint when it is quit, and has it when it is started again', async () => {
  const { id } = await row(({ name, state }) => name === 'survivor' && state === 'running');
  client.close();
  await host.shutDown();
  open();
  const stopped = await row((changed) => changed.id === id && changed.state !== 'running');
  expect(stopped).toMatchObject({ state: 'stopped', hasCheckpoint: true });
  expect(output).toEqual([]);
});
