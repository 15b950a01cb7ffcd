// The whole way without a mouse.
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { setStage } from './story.ts';

const stage = setStage();

/** Runs in the page: how what has the focus is called. */
const nameOfFocused = `(() => {
  const focused = document.activeElement;
  return ((focused?.getAttribute('aria-label') ?? '') + ' ' + (focused?.textContent ?? '')).trim();
})()`;

/** Presses Tab until what has the focus is called so. */
async function tabTo(page: Page, name: RegExp, most = 80): Promise<void> {
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate<string>(nameOfFocused);
    if (name.test(focused)) return;
  }
  throw new Error(`Tab never reached ${name}.`);
}

it('finds a schedule by keyboard alone', async () => {
  const { page, offences, shot } = await stage.open({ story: 'keyboard' });
  await page.getByText('Your data stays on this computer').waitFor();
  await tabTo(page, /^iris/i);
  await page.keyboard.press('Enter');
  const cell = page.getByRole('gridcell', { name: /Dropout of input/ });
  await cell.waitFor();

  await tabTo(page, /Dropout of input/);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await shot('grid');
  const start = page.getByRole('button', { name: 'Find a schedule' });
  await expect.poll(() => start.isEnabled()).toBe(true);
  await tabTo(page, /^Find a schedule/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Schedule found' }).waitFor({ timeout: 90_000 });
  await tabTo(page, /^Open schedule/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /^Schedule of/ }).waitFor();
  await shot('schedule');
  expect(offences).toEqual([]);
});

it('reaches places and actions through the command palette', async () => {
  const { page, offences, shot } = await stage.open({ story: 'palette' });
  await page.getByText('Your data stays on this computer').waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('settings');
  await shot('palette');
  await page.keyboard.press('Enter');
  await page
    .getByRole('heading', { name: /Settings/ })
    .first()
    .waitFor();
  expect(offences).toEqual([]);
});
