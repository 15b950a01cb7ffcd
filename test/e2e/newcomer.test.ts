// A newcomer's first two minutes: launch, example, start, live schedules, finished, exported as CSV and SVG.
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Download, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, openPage } from './browser.ts';
import { type ServedApp, serveApp } from './served-app.ts';

let browser: Browser;
let app: ServedApp;

beforeAll(async () => {
  browser = await launchBrowser();
  app = await serveApp(mkdtempSync(join(tmpdir(), 'selftune-e2e-')));
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** The text of the file that a click saves. */
async function savedBy(page: Page, button: Locator): Promise<{ readonly name: string; readonly text: string }> {
  const [download]: [Download, void] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

it('leads a newcomer from launch to an exported schedule in under 120 seconds', async () => {
  const begun = performance.now();
  const { page, offences, shot } = await openPage(browser, { story: 'newcomer' });
  await page.goto(app.url);
  await page.getByText('Your data stays on this computer').waitFor();
  await shot('home');

  await page.getByRole('button', { name: /^Digits/ }).click();
  const start = page.getByRole('button', { name: 'Find a schedule' });
  await start.waitFor();
  await expect.poll(() => start.isEnabled()).toBe(true);
  await shot('set-up');

  await start.click();
  await page.getByRole('figure').first().waitFor();
  await shot('live');
  await page.getByRole('heading', { name: 'Schedule found' }).waitFor({ timeout: 90_000 });
  await shot('finished');

  await page.getByRole('link', { name: 'Open schedule' }).click();
  await page.getByRole('heading', { name: /^Schedule of/ }).waitFor();
  const csv = await savedBy(page, page.getByRole('button', { name: 'CSV', exact: true }));
  expect(csv.name).toMatch(/\.csv$/);
  const [head = '', ...rows] = csv.text.trim().split(/\r?\n/);
  expect(head).toContain('input.dropout');
  expect(rows.length).toBeGreaterThan(50);

  await page.getByRole('button', { name: 'Copy and save figure' }).click();
  const svg = await savedBy(page, page.getByRole('menuitem', { name: /SVG/ }));
  expect(svg.name).toMatch(/\.svg$/);
  expect(svg.text).toMatch(/^<svg[^>]+xmlns/);
  await shot('schedule');

  expect((performance.now() - begun) / 1000).toBeLessThan(120);
  expect(offences).toEqual([]);
});
