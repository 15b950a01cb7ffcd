// `selftune serve` from its first word to its end, with an application that only says what it was asked.
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createServeCommand } from '../../src-main/cli/commands/serve.ts';
import { proofOf } from '../../src-main/serve/access.ts';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { fakeProgram } from '../support/fake-program.ts';
import { fakeTerminal } from '../support/fake-terminal.ts';
import { recordingHandlers } from '../support/recording-handlers.ts';
import { servedSite } from '../support/served-site.ts';
import { silentEvents } from '../support/silent-events.ts';
import { temporaryHome } from '../support/temporary-home.ts';

function scene(runs = 0) {
  const program = fakeProgram();
  const home = temporaryHome();
  const terminal = fakeTerminal({ home });
  const opened: string[] = [];
  const shutdown = vi.fn(() => Promise.resolve());
  const application = {
    handlers: recordingHandlers([]).handlers,
    events: silentEvents,
    liveRuns: () => runs,
    logBug: () => undefined,
    shutdown,
  };
  const createApplication = vi.fn(() => Promise.resolve(application));
  const openBrowser = vi.fn((url: string) => Promise.resolve(opened.push(url) > 0));
  const command = createServeCommand({ createApplication, openBrowser, program: program.directory });
  /** Starts it and waits for its address. */
  const start = async (...args: string[]) => {
    const ended = command.run(args, terminal);
    const before = terminal.printed.length;
    const stop = async () => {
      terminal.time += 1_000;
      terminal.interrupt('SIGTERM');
      return ended;
    };
    onTestFinished(async () => void (await stop().catch(() => undefined)));
    const address = await vi.waitUntil(
      () => /http:\S+/.exec(terminal.printed.slice(before).find((line) => line.includes('http:')) ?? '')?.[0],
      { timeout: 10_000, interval: 5 },
    );
    return { address, ended, stop, port: Number(new URL(address).port) };
  };
  return { program, home, terminal, opened, shutdown, createApplication, openBrowser, command, start };
}

const addressForm = /^http:\/\/127\.0\.0\.1:\d+\/\?token=[0-9a-f]{64}$/;

describe('serving', () => {
  it('prints an address that opens the app, and opens the browser at one that opens it once', async () => {
    const { start, opened, createApplication, home } = scene();
    const { address } = await start();
    expect(address).toMatch(addressForm);
    expect(createApplication).toHaveBeenCalledWith({ home, door: 'browser', version: '9.8.7' });
    const [browser = ''] = await vi.waitUntil(() => opened.length > 0 && opened);
    expect(browser).toMatch(addressForm);
    expect(browser).not.toBe(address);
    for (const [url, status] of [
      [browser, 303],
      [browser, 403],
      [address, 303],
      [address, 303],
    ] as const) {
      expect((await fetch(url, { redirect: 'manual' })).status).toBe(status);
    }
  });

  it('opens no browser when told so, and says so when none can be opened', async () => {
    const quiet = scene();
    await quiet.start('--no-open');
    expect(quiet.openBrowser).not.toHaveBeenCalled();
    const failing = scene();
    failing.openBrowser.mockResolvedValue(false);
    await failing.start();
    await vi.waitUntil(() => failing.terminal.printed.some((line) => line.startsWith('No browser could be opened')));
  });

  it('comes back at the same address after a restart, and at another token when asked', async () => {
    const { start, home } = scene();
    const first = await start('--no-open');
    expect(await first.stop()).toBe(0);
    const second = await start('--no-open');
    expect(second.address).toBe(first.address);
    await second.stop();
    const third = await start('--no-open', '--new-token');
    expect(third.address).not.toBe(first.address);
    expect(third.port).toBe(first.port);
    expect((await fetch(first.address, { redirect: 'manual' })).status).toBe(403);
    expect(statSync(join(home, 'serve.json')).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(join(home, 'serve.json'), 'utf8'))).toEqual({
      token: new URL(third.address).searchParams.get('token'),
      port: third.port,
    });
  });

  it('takes another port when its last one is taken, and one that was named or none', async () => {
    const { server } = await servedSite();
    const { start, command, home, terminal, createApplication } = scene();
    writeFileSync(join(home, 'serve.json'), JSON.stringify({ token: 'a'.repeat(64), port: server.port }));
    const { port, address } = await start('--no-open');
    expect(port).not.toBe(server.port);
    expect(address).toContain('a'.repeat(64));
    createApplication.mockClear();
    const named = command.run(['--no-open', '--port', String(server.port)], terminal);
    await expect(named).rejects.toMatchObject({ code: 'serve/port-in-use' });
    expect(createApplication).not.toHaveBeenCalled();
  });

  it('makes a new token where the file is damaged', async () => {
    const { start, home } = scene();
    writeFileSync(join(home, 'serve.json'), '{"token":"guess me"}');
    expect((await start('--no-open')).address).toMatch(addressForm);
  });

  it('stops runs before it ends, without a question for another program', async () => {
    const { start, shutdown, terminal } = scene(2);
    const { stop, port } = await start('--no-open');
    expect(await stop()).toBe(0);
    expect(shutdown).toHaveBeenCalledOnce();
    expect(terminal.printed.at(-1)).toBe('Stopping 2 runs with a checkpoint.');
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  });

  it('gives its port free when the home cannot be opened, and leaves nothing behind', async () => {
    const { command, createApplication, terminal, home } = scene();
    const { server } = await servedSite();
    await server.close();
    const refusal = new AppError('store/home-in-use', 'The home is in use.');
    createApplication.mockRejectedValue(refusal);
    const args = ['--no-open', '--port', String(server.port)];
    await expect(command.run(args, terminal)).rejects.toBe(refusal);
    expect(existsSync(join(home, 'serve.json'))).toBe(false);
    await servedSite({ port: server.port });
  });

  it('says where a home is served already', async () => {
    const { start, command, createApplication, terminal } = scene();
    const { address } = await start('--no-open');
    createApplication.mockRejectedValue(new AppError('store/home-in-use', 'The home is in use.'));
    await expect(command.run(['--no-open'], terminal)).rejects.toThrow(`It is at ${address}`);
  });

  it('does not take another program at the last address for its own', async () => {
    const { server } = await servedSite();
    const { command, createApplication, terminal, home } = scene();
    writeFileSync(join(home, 'serve.json'), JSON.stringify({ token: 'a'.repeat(64), port: server.port }));
    const refusal = new AppError('store/home-in-use', 'The home is in use.');
    createApplication.mockRejectedValue(refusal);
    await expect(command.run(['--no-open'], terminal)).rejects.toBe(refusal);
  });

  it('shows its token to no program that has taken its last port', async () => {
    const { command, createApplication, terminal, home } = scene();
    const heard: string[] = [];
    const squatter = createServer((request, response) => {
      heard.push(`${request.url} ${JSON.stringify(request.headers)}`);
      response.writeHead(200).end(proofOf('b'.repeat(64), new URL(request.url ?? '', 'http://x').search));
    });
    squatter.listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    onTestFinished(() => void squatter.close());
    const { port } = squatter.address() as AddressInfo;
    const token = 'a'.repeat(64);
    writeFileSync(join(home, 'serve.json'), JSON.stringify({ token, port }));
    createApplication.mockRejectedValue(new AppError('store/home-in-use', 'The home is in use.'));
    await expect(command.run(['--no-open'], terminal)).rejects.toThrow('The home is in use.');
    expect(heard).toHaveLength(1);
    expect(heard.join()).not.toContain(token);
    expect(terminal.printed.join()).not.toContain(token);
  });

  it.each(['x', '-1', '65536', '80.5', ''])('knows no port "%s"', async (port) => {
    const { command, terminal, createApplication } = scene();
    await expect(command.run([`--port=${port}`], terminal)).rejects.toMatchObject({ code: 'cli/bad-option' });
    expect(createApplication).not.toHaveBeenCalled();
  });

  it('builds the pages once', async () => {
    const { start, program } = scene();
    await (await start('--no-open')).stop();
    await start('--no-open');
    expect(program.viteCalls()).toEqual(['build --logLevel silent']);
  });

  it('says what to run when the pages cannot be built', async () => {
    const { command, terminal, program } = scene();
    program.breakVite();
    await expect(command.run([], terminal)).rejects.toThrow('"npm run build" shows what is in the way');
    program.removeVite();
    await expect(command.run([], terminal)).rejects.toThrow('Run "npm ci" and then "npm run build"');
  });
});
