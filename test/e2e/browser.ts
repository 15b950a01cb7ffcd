// A real browser that keeps a record of everything a page must not do: ask another host, break the content security policy, complain.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { chromiumArguments, chromiumMissing, chromiumPath } from '../support/chromium.ts';

const results = fileURLToPath(new URL('../../test-results/', import.meta.url));

/** Starts the machine's Chromium, without a window. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === null) throw new Error(chromiumMissing);
  return chromium.launch({ executablePath, args: [...chromiumArguments] });
}

/** Runs in the page, before anything else. */
const reportViolations = `document.addEventListener('securitypolicyviolation', (event) => {
  console.error('CSP: ' + event.violatedDirective + ' refused ' + event.blockedURI);
});`;

export interface WatchedPage {
  readonly page: Page;
  /** What the page did that it must not, in words; empty for a page that behaves. */
  readonly offences: readonly string[];
  /** Leaves a screenshot in test-results. */
  shot(name: string): Promise<void>;
}

export interface PageOptions extends BrowserContextOptions {
  /** Starts the names of the screenshots. */
  readonly story: string;
}

/** Opens a page that is watched from its first request on. */
export async function openPage(browser: Browser, { story, ...options }: PageOptions): Promise<WatchedPage> {
  mkdirSync(results, { recursive: true });
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    acceptDownloads: true,
    locale: 'en-GB',
    ...options,
  });
  const page = await context.newPage();
  const offences: string[] = [];
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (!['data:', 'blob:'].includes(protocol) && !['127.0.0.1', 'localhost'].includes(hostname)) {
      offences.push(`asked ${request.url()}`);
    }
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) offences.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => offences.push(`uncaught: ${error.message}`));
  await page.addInitScript({ content: reportViolations });
  let number = 0;
  return {
    page,
    offences,
    shot: async (name) => {
      number += 1;
      const file = `${results}${story}-${String(number).padStart(2, '0')}-${name}.png`;
      await page.screenshot({ path: file });
    },
  };
}
