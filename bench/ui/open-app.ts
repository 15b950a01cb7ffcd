// The served app over a temporary home, in this process, so that a measurement can write into the home and play the trainer.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { type Application, createApplication } from '../../src-main/host/application.ts';
import { Access, newToken } from '../../src-main/serve/access.ts';
import { readPageFiles } from '../../src-main/serve/page-files.ts';
import { startWebServer } from '../../src-main/serve/web-server.ts';
import { openHomeForWriting, type WritableHome } from '../../src-main/store/open.ts';
import { serveConnection } from '../../src-shared/contract/server.ts';
import { FakeLauncher } from '../../test/support/fake-launcher.ts';

const pages = fileURLToPath(new URL('../../dist/renderer', import.meta.url));

export interface OpenedApp {
  readonly application: Application;
  /** Plays the trainers. */
  readonly launcher: FakeLauncher;
  /** Opens the app in a page of its own, once its first screen is drawn. */
  openPage(browser: Browser): Promise<Page>;
  close(): Promise<void>;
}

/** @param fill writes into the home before the app opens it */
export async function openApp(fill: (home: WritableHome) => void): Promise<OpenedApp> {
  const directory = mkdtempSync(join(tmpdir(), 'selftune-bench-ui-'));
  const home = openHomeForWriting({ directory, now: () => 0 });
  fill(home);
  home.close();
  const launcher = new FakeLauncher();
  const application = await createApplication({ home: directory, door: 'browser', version: 'bench', launcher });
  const access = new Access(newToken());
  const server = await startWebServer({
    port: 0,
    access,
    files: readPageFiles(pages),
    accept: (port) =>
      serveConnection({
        port,
        handlers: application.handlers,
        events: application.events,
        onBug: (thrown) => application.logBug(thrown),
      }),
  });
  return {
    application,
    launcher,
    openPage: async (browser) => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await page.goto(`http://127.0.0.1:${server.port}/?token=${access.issueTicket()}`);
      await page.getByText('Your data stays on this computer').waitFor();
      return page;
    },
    close: async () => {
      await application.shutdown();
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
