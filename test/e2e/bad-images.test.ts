// Pictures that cannot be used, and what cannot be done to pictures: a sentence each, and nothing is lost.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { greyPng, pngWith, writeFiles } from '../data/images/made-pictures.ts';
import { writeClothes } from './pictures.ts';
import { savedBy, setStage, startButton } from './story.ts';

const stage = setStage();

async function chooseFolder(page: Page, folder: string): Promise<void> {
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await page.getByLabel('Choose a folder').setInputFiles(folder);
}

it('lists pictures that are cut off or no pictures, takes mixed sizes and channels, and imports the rest', async () => {
  const { page, offences, shot } = await stage.open({ story: 'bad-images' });
  const whole = greyPng(28, 28, 90);
  const folder = writeClothes(join(stage.home, 'mixed'), 120, {
    'bag/cut-off.png': whole.slice(0, whole.length - 20),
    'bag/letter.png': new TextEncoder().encode('Dear Sir or Madam'),
    'bag/wide.png': pngWith(
      40,
      20,
      Array.from({ length: 40 * 20 * 3 }, (_, index) => index % 256),
    ),
  });
  await chooseFolder(page, folder);
  const warnings = page.locator('.notice.warn').filter({ visible: true });
  await warnings.getByText(/2 files of 123 could not be read and are left out/).waitFor();
  await warnings.getByText(/cut-off\.png.* breaks off before its end/).waitFor();
  await warnings.getByText(/letter\.png/).waitFor();
  await shot('listed');
  const confirm = page.getByRole('button', { name: 'Import', exact: true });
  await expect.poll(() => confirm.isEnabled()).toBe(true);
  await page.getByText('121 images, predicts 10 classes.').waitFor();
  await confirm.click();
  await page.getByRole('heading', { name: 'mixed' }).waitFor();
  expect(offences).toEqual([]);
});

it('refuses a folder with one class in a sentence, and the way to another folder is open', async () => {
  const { page, offences, shot } = await stage.open({ story: 'one-class-images' });
  const files = Array.from({ length: 12 }, (_, index) => [`leaf/${index}.png`, greyPng(8, 8, 20 * index)]);
  await chooseFolder(page, writeFiles(join(stage.home, 'one'), Object.fromEntries(files)));
  const problem = page.locator('.problem, .notice.bad').filter({ visible: true }).first();
  await problem.waitFor();
  expect(await problem.textContent()).toMatch(/one class|only one/i);
  await shot('one-class');
  await page.getByLabel('Choose a folder').waitFor({ state: 'attached' });
  expect(offences).toEqual([]);
});

it('says why colours of grey images are not changed: in the grid, and to a config that asks for it', async () => {
  const { page, offences, shot } = await stage.open({ story: 'grey-jitter' });
  await chooseFolder(page, writeClothes(join(stage.home, 'grey'), 100));
  const confirm = page.getByRole('button', { name: 'Import', exact: true });
  await expect.poll(() => confirm.isEnabled()).toBe(true);
  await confirm.click();
  await page.getByRole('button', { name: 'Set up a run' }).click();
  const start = await startButton(page);
  const saturation = page.getByRole('gridcell', { name: /^Saturation cannot be used here: .*grey/ });
  await saturation.waitFor();
  expect(await saturation.getAttribute('aria-disabled')).toBe('true');

  await page.getByText(/^Advanced:/).click();
  const written = await savedBy(page, page.getByRole('button', { name: 'Save as JSON' }));
  const config = JSON.parse(written.text) as { hyperparameters: Record<string, unknown> };
  config.hyperparameters['input.saturation'] = { mode: 'tuned' };
  const file = join(stage.home, 'jitter.json');
  writeFileSync(file, JSON.stringify(config));
  await page.getByLabel('Config file').setInputFiles(file);
  await page
    .getByText(/Saturation cannot be used here: .* these have one \(grey\)\. Set it to off/)
    .first()
    .waitFor();
  await expect.poll(() => start.isDisabled()).toBe(true);
  await shot('refused');
  expect(offences).toEqual([]);
});
