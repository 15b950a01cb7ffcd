// A scientist's own pictures, one folder for each class, from the folder chooser to an exported schedule of a self-tuning network.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeClothes } from './pictures.ts';
import { fill, savedBy, setStage, startButton } from './story.ts';

const stage = setStage();

it('takes a folder of pictures to the schedule of a self-tuning convolutional network', async () => {
  const { page, offences, shot } = await stage.open({ story: 'own-images' });
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await page.getByLabel('Choose a folder').setInputFiles(writeClothes(join(stage.home, 'clothes'), 600));
  const confirm = page.getByRole('button', { name: 'Import', exact: true });
  await expect.poll(() => confirm.isEnabled()).toBe(true);
  await page.getByText('600 images, predicts 10 classes.').waitFor();
  await shot('import');
  await confirm.click();
  await page.getByRole('heading', { name: 'clothes' }).waitFor();
  await shot('card');

  await page.getByRole('button', { name: 'Set up a run' }).click();
  await startButton(page);
  // The suggestion is the small convolutional network, with cutout by the size of the images.
  await page.getByRole('gridcell', { name: /^Cutout length: tuned from 3\.5/ }).waitFor();
  await shot('set-up');
  await fill(page, /Passes over the training rows/, '40');
  await (await startButton(page)).click();

  // While it trains: the schedules, and training images as they are disturbed at this moment.
  await page.getByRole('figure').first().waitFor();
  await page.getByRole('heading', { name: 'What the network sees now' }).waitFor({ timeout: 60_000 });
  const seen = page.getByRole('img', {
    name: /^\d+ training images, each as it is and as training shows it: .*cutout/,
  });
  await seen.waitFor({ timeout: 60_000 });
  await shot('running');
  await page.getByRole('heading', { name: 'Schedule found' }).waitFor({ timeout: 150_000 });
  await page.getByRole('heading', { name: 'What the network saw last' }).waitFor();
  await shot('finished');

  await page.getByRole('link', { name: 'Open schedule' }).click();
  await page.getByRole('heading', { name: /^Schedule of/ }).waitFor();
  const csv = await savedBy(page, page.getByRole('button', { name: 'CSV', exact: true }));
  const [head = '', ...rows] = csv.text.trim().split(/\r?\n/);
  for (const name of ['conv1.dropout', 'flatten.dropout', 'input.cutoutHoles', 'input.cutoutLength', 'input.shift']) {
    expect(head).toContain(name);
  }
  expect(rows.length).toBeGreaterThanOrEqual(40);
  const [first = [], last = []] = [rows[0], rows.at(-1)].map((row) => row?.split(','));
  for (const name of ['conv1.dropout', 'input.cutoutLength']) {
    const column = head.split(',').indexOf(name);
    expect(last[column], name).not.toBe(first[column]);
  }
  await page.getByRole('button', { name: 'Copy and save figure' }).click();
  const svg = await savedBy(page, page.getByRole('menuitem', { name: /SVG/ }));
  expect(svg.text).toMatch(/^<svg[^>]+xmlns/);
  expect(svg.text).toContain('Cutout length');
  await shot('schedule');
  expect(offences).toEqual([]);
});
