import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { ExitCode } from '../../src-main/cli/command.ts';
import { startApp } from '../../src-main/cli/start-app.ts';
import { fakeProgram } from '../support/fake-program.ts';
import { fakeTerminal } from '../support/fake-terminal.ts';

function scene() {
  const program = fakeProgram();
  const terminal = fakeTerminal({ home: program.directory });
  const serve = vi.fn((_args: readonly string[]): Promise<ExitCode> => Promise.resolve(0));
  const start = (args: string[] = [], environment: NodeJS.ProcessEnv = { DISPLAY: ':0' }) =>
    startApp({
      args,
      program: program.directory,
      electronModule: program.electronModule,
      environment: { PATH: process.env.PATH, ...environment },
      platform: 'linux',
      terminal,
      serve,
      longestFetchMs: 400,
    });
  const note = (name: string) => readFileSync(join(program.directory, name), 'utf8').trim();
  return { program, terminal, serve, start, note };
}

const browser = (why: string) => `Selftune opens in the browser, ${why}.`;
const notFetched = browser("since Electron's binary, which a window needs, is not here and could not be fetched");
const doesNotRun = browser('since Electron, which a window needs, does not run here');

describe('npm start', () => {
  it('builds pages and desktop app, and shows the window of the program', async () => {
    const { program, serve, start, terminal, note } = scene();
    program.withElectron(`echo "$@" > '${program.directory}/started'`);
    expect(await start()).toBe(0);
    expect(note('started')).toBe(program.directory);
    expect(serve).not.toHaveBeenCalled();
    expect(program.viteCalls().map((line) => line.replace(' --logLevel silent', ''))).toEqual([
      'build',
      'build --config vite.main.config.ts',
      'build --config vite.main.config.ts --mode preload',
    ]);
    expect(terminal.printed).toHaveLength(2);
  });

  it('tells the window which home was named', async () => {
    const { program, start, note } = scene();
    program.withElectron(`echo "$SELFTUNE_HOME" > '${program.directory}/home'`);
    await start(['--home', 'lab']);
    expect(note('home')).toBe(join(program.directory, 'lab'));
  });

  it('fetches Electron where it is missing', async () => {
    const { program, serve, start, note } = scene();
    const binary = join(program.electronModule, 'dist', 'electron');
    program.withElectron(`echo shown > '${program.directory}/started'`);
    const script = readFileSync(binary, 'utf8');
    rmSync(binary);
    program.withInstaller(
      `import { writeFileSync } from 'node:fs';
       writeFileSync(${JSON.stringify(binary)}, ${JSON.stringify(script)}, { mode: 0o755 });`,
    );
    expect(await start()).toBe(0);
    expect(note('started')).toBe('shown');
    expect(serve).not.toHaveBeenCalled();
  });

  it.each([
    ['fails with a stack', "throw new Error('getaddrinfo ENOTFOUND github.com');"],
    ['never ends', 'setInterval(() => undefined, 1000);'],
    ['claims to be done', ''],
  ])('serves with one sentence when fetching Electron %s', async (_what, script) => {
    const { program, terminal, serve, start } = scene();
    program.withInstaller(script);
    expect(await start(['--home', 'lab'])).toBe(0);
    expect(terminal.printed.slice(1)).toEqual([notFetched]);
    expect(terminal.errors).toEqual([]);
    expect(serve).toHaveBeenCalledExactlyOnceWith(['--home', 'lab']);
  });

  it('serves where the package of Electron is not installed or may not be fetched', async () => {
    const absent = scene();
    await absent.start();
    expect(absent.terminal.printed.at(-1)).toBe(notFetched);
    const forbidden = scene();
    forbidden.program.withInstaller(
      `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(join(forbidden.program.directory, 'asked'))}, '');`,
    );
    await forbidden.start([], { DISPLAY: ':0', ELECTRON_SKIP_BINARY_DOWNLOAD: '1' });
    expect(forbidden.terminal.printed.at(-1)).toBe(notFetched);
    expect(existsSync(join(forbidden.program.directory, 'asked'))).toBe(false);
  });

  it.each([
    ['lacks a library', 'echo "error while loading shared libraries: libnss3.so" >&2; exit 127'],
    ['is killed at once', 'kill -SEGV $$'],
  ])('serves with one sentence when Electron %s', async (_what, script) => {
    const { program, terminal, serve, start } = scene();
    program.withElectron(script);
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(await start()).toBe(0);
    expect(written).not.toHaveBeenCalled();
    written.mockRestore();
    expect(terminal.printed.at(-1)).toBe(doesNotRun);
    expect(serve).toHaveBeenCalledOnce();
  });

  it('serves when the binary is none that can be started', async () => {
    const { program, terminal, start } = scene();
    program.withElectron('');
    writeFileSync(join(program.electronModule, 'dist', 'electron'), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0]));
    await start();
    expect(terminal.printed.at(-1)).toBe(doesNotRun);
  });

  it('does not try a window without a screen, nor for the options of a browser', async () => {
    const { program, terminal, serve, start } = scene();
    program.withElectron(`echo shown > '${program.directory}/started'`);
    await start([], {});
    expect(terminal.printed.at(-1)).toBe(browser('since there is no screen here for a window'));
    await start(['--no-open', '--port', '8765']);
    expect(terminal.printed.at(-1)).toBe(browser('as its options say'));
    expect(serve).toHaveBeenLastCalledWith(['--no-open', '--port', '8765']);
    expect(existsSync(join(program.directory, 'started'))).toBe(false);
    expect(program.viteCalls()).toHaveLength(1);
  });

  it('hands a request to end to the window, once, and leaves no process behind', async () => {
    const { program, terminal, serve, start } = scene();
    const at = (name: string) => join(program.directory, name);
    program.withElectron(
      `trap 'echo asked >> ${at('ends')}; exit 0' TERM INT
       echo $$ > ${at('pid')}; while :; do sleep 0.02; done`,
    );
    const ended = start();
    await vi.waitUntil(() => existsSync(at('pid')) && readFileSync(at('pid'), 'utf8').endsWith('\n'), {
      timeout: 9_000,
    });
    terminal.interrupt('SIGTERM');
    expect(await ended).toBe(0);
    expect(readFileSync(at('ends'), 'utf8')).toBe('asked\n');
    expect(() => process.kill(Number(readFileSync(at('pid'), 'utf8')), 0)).toThrow('ESRCH');
    expect(serve).not.toHaveBeenCalled();
  });

  it('builds again what is older than its sources, and only that', async () => {
    const { program, start } = scene();
    await start([], {});
    await start([], {});
    expect(program.viteCalls()).toHaveLength(1);
    program.touchSource('src-renderer/main.ts');
    await start([], {});
    expect(program.viteCalls()).toHaveLength(2);
  });

  it('shows the last pages when they cannot be built again, and nothing when there are none', async () => {
    const { program, terminal, serve, start } = scene();
    await start([], {});
    program.touchSource('src-renderer/main.ts');
    program.breakVite();
    expect(await start([], {})).toBe(0);
    expect(terminal.printed).toContainEqual(expect.stringContaining('What was built last is shown.'));
    expect(serve).toHaveBeenCalledTimes(2);
    rmSync(join(program.directory, 'dist'), { recursive: true });
    await expect(start([], {})).rejects.toMatchObject({ code: 'cli/not-built' });
  });

  it('refuses an option that is none before it builds anything', async () => {
    const { program, start } = scene();
    await expect(start(['--prot', '1'])).rejects.toMatchObject({ code: 'cli/unknown-option' });
    expect(program.viteCalls()).toEqual([]);
  });
});
