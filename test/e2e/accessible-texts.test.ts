// axe-core on what texts and sequences look like, in both themes: no serious violation.
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { checkScreens } from './axe.ts';
import { fill, goTo, setStage, startButton } from './story.ts';
import { writeBases, writeText } from './texts.ts';

const stage = setStage();

async function choose(page: Page, files: string | string[]): Promise<void> {
  await goTo(page, '/data');
  await page.getByLabel('Choose files').setInputFiles(files);
  const confirm = page.getByRole('button', { name: 'Import', exact: true });
  await expect.poll(() => confirm.isEnabled()).toBe(true);
}

async function importAndSetUp(page: Page, check: (name: string) => Promise<void>, what: string): Promise<void> {
  await check(`import-${what}`);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('button', { name: 'Set up a run' }).waitFor();
  await check(`card-${what}`);
  await page.getByRole('button', { name: 'Set up a run' }).click();
  await startButton(page);
  await check(`set-up-${what}`);
}

for (const colorScheme of ['light', 'dark'] as const) {
  it(`has no serious violation on the screens of texts and sequences, ${colorScheme}`, async () => {
    const watched = await stage.open({ story: `axe-texts-${colorScheme}`, colorScheme });
    const { page, offences } = watched;
    const { found, check } = checkScreens(watched);
    await choose(page, writeBases(join(stage.home, `sites-${colorScheme}.csv`), 100));
    await importAndSetUp(page, check, 'sequences');

    await choose(page, writeText(join(stage.home, `text-${colorScheme}`), [200, 40, 40]));
    await importAndSetUp(page, check, 'text');
    await fill(page, /Passes over the text/, '8');
    await (await startButton(page)).click();
    await page.getByRole('heading', { name: 'Schedule found' }).waitFor({ timeout: 90_000 });
    await page.getByRole('region', { name: 'What the network wrote' }).waitFor();
    await check('run');
    await page.getByRole('link', { name: 'Open schedule' }).click();
    await page.getByRole('heading', { name: /^Schedule of/ }).waitFor();
    await check('schedule');
    expect(found).toEqual({});
    expect(offences).toEqual([]);
  });
}
