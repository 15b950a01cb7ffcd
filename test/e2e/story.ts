// What the stories share: a browser for one file of tests, an app for each of them, and the steps that every user takes.
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, onTestFailed } from 'vitest';
import { launchBrowser, openPage, type PageOptions, type WatchedPage } from './browser.ts';
import { type ServedApp, serveApp } from './served-app.ts';

export interface Stage {
  readonly app: ServedApp;
  readonly browser: Browser;
  readonly home: string;
  /** Opens the app in a page of its own. */
  open(options: PageOptions): Promise<WatchedPage>;
  /** Another app on the same home and port, after the first has been ended. */
  serveAgain(): Promise<void>;
}

/**
 * A browser for all tests of a file, and a served app on an empty home: for each test, at its second try too, or one for all of them, where
 * later tests look at what the first one made.
 */
export function setStage({ isShared = false }: { readonly isShared?: boolean } = {}): Stage {
  let home: string | null = null;
  let app: ServedApp | null = null;
  let browser: Browser | null = null;
  const present = <Thing>(thing: Thing | null): Thing => {
    if (thing === null) throw new Error('The stage is not set yet.');
    return thing;
  };
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  beforeEach(async () => {
    if (isShared && app !== null) return;
    // Not right after the test: a picture of what failed is taken then.
    await app?.stop();
    home = mkdtempSync(join(tmpdir(), 'selftune-e2e-'));
    app = await serveApp(home);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });
  return {
    get app() {
      return present(app);
    },
    get browser() {
      return present(browser);
    },
    get home() {
      return present(home);
    },
    open: async (options) => {
      const watched = await openPage(present(browser), options);
      onTestFailed(() => watched.shot('failed'));
      await watched.page.goto(present(app).url);
      // The window's own first step to Home would overtake a step to another place that is asked for before.
      await watched.page.getByRole('heading', { level: 1 }).first().waitFor();
      return watched;
    },
    serveAgain: async () => {
      app = await serveApp(present(home), present(app).port);
    },
  };
}

/** Goes to a place of the app without loading the page anew. */
export async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
}

/** The text of the file that a click saves. */
export async function savedBy(page: Page, button: Locator): Promise<{ readonly name: string; readonly text: string }> {
  const waiting = page.waitForEvent('download');
  await button.click();
  const download = await waiting;
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

/** The button that starts, once everything before it is right. */
export async function startButton(page: Page): Promise<Locator> {
  const start = page.getByRole('button', { name: /^(Find a schedule|Train with fixed values)/ });
  await start.waitFor();
  await expect.poll(() => start.isEnabled(), { timeout: 20_000 }).toBe(true);
  return start;
}

/** From the data screen to the set-up of a run on a sample. */
export async function setUpSample(page: Page, sample: string): Promise<void> {
  await goTo(page, '/data');
  await page.getByRole('button', { name: `Use the sample ${sample}` }).click();
  await page.waitForURL(/#\/data\/[0-9a-f]{16}/);
  await page
    .getByRole('button', { name: 'Set up a run' })
    .or(page.getByRole('link', { name: 'Set up a run' }))
    .click();
}

/** Sets a labelled number. */
export async function fill(page: Page, label: string | RegExp, value: string): Promise<void> {
  await page.getByLabel(label).fill(value);
  await page.keyboard.press('Tab');
}
