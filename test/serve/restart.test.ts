// The host dies while a page is open, and comes back: in processes of their own, over a real WebSocket.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { openSocketPort, type Socket } from '../../src-renderer/transport/web-socket-port.ts';
import { type Client, type ConnectionState, createClient } from '../../src-shared/contract/client.ts';
import type { HomeEvent } from '../../src-shared/contract/events.ts';
import { fakeProgram } from '../support/fake-program.ts';
import { temporaryHome } from '../support/temporary-home.ts';

const entry = join(import.meta.dirname, '../support/serve-process.ts');
const program = () => fakeProgram().directory;

interface Served {
  readonly child: ChildProcess;
  readonly address: URL;
  /** Every line it has printed. */
  readonly said: readonly string[];
}

/** Starts `selftune serve` and waits for its address. */
async function serve(pages: string, home: string): Promise<Served> {
  const child = spawn(process.execPath, [entry, pages, '--no-open', '--home', home], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => said.push(line));
  const address = await vi.waitUntil(() => /http:\S+/.exec(said.join(' '))?.[0], { timeout: 20_000, interval: 10 });
  return { child, address: new URL(address), said };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const gone = once(child, 'exit');
  child.kill(signal);
  const [code] = (await gone) as [number | null];
  return code;
}

/** What a page does: keeps the cookie it was let in with, and connects with it from then on. */
async function openPage(address: URL) {
  const { headers } = await fetch(address, { redirect: 'manual' });
  const [cookie = ''] = headers.getSetCookie()[0]?.split(';') ?? [];
  const { host, origin } = address;
  const states: ConnectionState['kind'][] = [];
  const seen: (HomeEvent['type'] | 'refresh')[] = [];
  const client: Client = createClient({
    connect: () =>
      openSocketPort(new WebSocket(`ws://${host}/contract`, { headers: { origin, cookie } }) as unknown as Socket),
  });
  onTestFinished(() => client.close());
  client.onState(({ kind }) => states.push(kind));
  client.subscribe(
    { topic: 'home' },
    { onEvent: ({ type }) => seen.push(type), onRefresh: () => seen.push('refresh') },
  );
  const becomes = (kind: ConnectionState['kind']) =>
    vi.waitUntil(() => states.at(-1) === kind, { timeout: 20_000, interval: 10 });
  await becomes('open');
  return { client, states, seen, becomes };
}

/** Starts a run that does not end by itself, and waits until it trains. */
async function startLongRun(client: Client): Promise<number> {
  const { id: dataset } = await client.call('data.importSample', { name: 'iris' });
  const config = await client.call('plan.suggest', { dataset });
  const training = { ...config.training, epochs: 100_000 };
  const { runs } = await client.call('runs.start', { config: { ...config, training }, seeds: [1] });
  const isTraining = async () => (await client.call('runs.list', {})).every(({ state }) => state === 'running');
  await vi.waitUntil(isTraining, { timeout: 40_000, interval: 50 });
  return Number(runs[0]);
}

describe('a page whose host is killed', () => {
  it('says so, rejects what waits, and is whole again after the restart', async () => {
    const [pages, home] = [program(), temporaryHome()];
    const first = await serve(pages, home);
    const { client, seen, becomes } = await openPage(first.address);
    const run = await startLongRun(client);
    const waiting = client.call('machine.describe', { isFresh: true });
    const rejected = expect(waiting).rejects.toMatchObject({ code: 'contract/connection-lost' });
    await end(first.child, 'SIGKILL');
    await rejected;
    await becomes('lost');
    await expect(client.call('runs.list', {})).rejects.toMatchObject({ code: 'contract/connection-lost' });

    seen.length = 0;
    const second = await serve(pages, home);
    expect(second.address.href).toBe(first.address.href);
    await becomes('open');
    await vi.waitUntil(() => seen[0] === 'refresh', { timeout: 5_000, interval: 10 });
    expect((await client.call('app.info', {})).recovered).toEqual([{ run, reason: expect.any(String) }]);
    expect(await client.call('runs.list', {})).toMatchObject([{ id: run, state: 'interrupted' }]);

    expect(await end(second.child, 'SIGTERM')).toBe(0);
    await becomes('lost');
  });

  it('goes on with its run when only the page went away', async () => {
    const [pages, home] = [program(), temporaryHome()];
    const { child, address } = await serve(pages, home);
    const before = await openPage(address);
    await startLongRun(before.client);
    before.client.close();
    const after = await openPage(address);
    await vi.waitUntil(() => after.seen.includes('progress'), { timeout: 30_000, interval: 10 });
    expect(await after.client.call('runs.list', {})).toMatchObject([{ state: 'running' }]);
    expect(await end(child, 'SIGTERM')).toBe(0);

    const again = await serve(pages, home);
    const last = await openPage(again.address);
    expect(await last.client.call('runs.list', {})).toMatchObject([{ state: 'stopped', hasCheckpoint: true }]);
    expect(await end(again.child, 'SIGTERM')).toBe(0);
  });

  it('asks once before Ctrl-C stops a run, and stops it with a checkpoint', async () => {
    const [pages, home] = [program(), temporaryHome()];
    const { child, address, said } = await serve(pages, home);
    const { client } = await openPage(address);
    await startLongRun(client);
    const gone = once(child, 'exit');
    child.kill('SIGINT');
    const asked = '1 run is going. Press Ctrl-C again to stop it with a checkpoint and quit.';
    await vi.waitUntil(() => said.includes(asked), { timeout: 5_000, interval: 10 });
    expect(await client.call('runs.list', {})).toMatchObject([{ state: 'running' }]);
    // Pressed until it counts: what comes within a blink of the first is the first.
    await vi.waitUntil(() => said.includes('Stopping 1 run with a checkpoint.') || !child.kill('SIGINT'), {
      timeout: 5_000,
      interval: 100,
    });
    expect(await gone).toEqual([0, null]);
    expect(said.filter((line) => line === asked)).toHaveLength(1);
  });
});
