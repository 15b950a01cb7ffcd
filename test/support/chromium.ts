// Where this machine's Chromium is, for the tests that need a real browser. Not downloaded: the system's own is used.
import { existsSync } from 'node:fs';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** The browser's program: CHROMIUM, else where systems put it; null where there is none. */
export function chromiumPath(): string | null {
  const named = process.env.CHROMIUM;
  if (named !== undefined && named !== '') return named;
  return places.find((place) => existsSync(place)) ?? null;
}

/** What a user without a browser is told. */
export const chromiumMissing =
  'Browser tests skipped: no Chromium or Chrome was found. Install one (Debian and Ubuntu: sudo apt install chromium) or name it in the variable CHROMIUM.';

/** For a headless browser that asks no one outside for anything. */
export const chromiumArguments: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
