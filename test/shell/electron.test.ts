// The built app in Electron itself, where its binary is there: the one thing that no fake can prove.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { _electron } from 'playwright-core';
import { build } from 'vite';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** Path of Electron's binary; null where it was not downloaded. */
function electronBinary(): string | null {
  const folder = join(root, 'node_modules/electron');
  const named = join(folder, 'path.txt');
  const own = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (own === undefined && !existsSync(named)) return null;
  const name = existsSync(named) ? readFileSync(named, 'utf8') : 'electron';
  const binary = join(own ?? join(folder, 'dist'), name);
  return existsSync(dirname(binary)) && existsSync(binary) ? binary : null;
}

it('the app opens its window in Electron, isolated, and its page reaches the host', {
  timeout: 120_000,
}, async (ctx) => {
  const executablePath = electronBinary();
  if (executablePath === null) return ctx.skip('skipped: no Electron binary');
  for (const options of [
    { configFile: 'vite.config.ts' },
    { configFile: 'vite.main.config.ts' },
    { configFile: 'vite.main.config.ts', mode: 'preload' },
  ]) {
    await build({ ...options, logLevel: 'error' });
  }
  const folder = mkdtempSync(join(tmpdir(), 'selftune-electron-'));
  const app = await _electron.launch({
    executablePath,
    args: [root, `--user-data-dir=${join(folder, 'profile')}`],
    env: { ...process.env, SELFTUNE_HOME: join(folder, 'home') } as Record<string, string>,
  });
  try {
    const page = await app.firstWindow();
    expect(page.url()).toMatch(/^app:\/\/selftune\//);
    const seen = await page.evaluate('({ node: typeof require, shell: Object.keys(window.selftune) })');
    expect(seen).toEqual({ node: 'undefined', shell: ['connect'] });
    await page.evaluate(
      `new Promise((resolve) => {
        addEventListener('message', ({ data, ports }) => {
          if (data !== 'selftune:port' || ports.length === 0) return;
          ports[0].addEventListener('message', (event) => event.data.type === 'hello' && resolve());
          ports[0].start();
        });
        window.selftune.connect();
      })`,
    );
    return undefined;
  } finally {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
