// axe-core on every screen, in both themes, empty and with a run: no serious violation.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkScreens } from './axe.ts';
import { writeClothes } from './pictures.ts';
import { fill, goTo, setStage, setUpSample, startButton } from './story.ts';

const stage = setStage();

const emptyScreens = {
  home: '/',
  data: '/data',
  new: '/new',
  runs: '/runs',
  queue: '/queue',
  studies: '/studies',
  compare: '/compare',
  settings: '/settings',
};

for (const colorScheme of ['light', 'dark'] as const) {
  it(`has no serious violation on the screens of images, ${colorScheme}`, async () => {
    const watched = await stage.open({ story: `axe-images-${colorScheme}`, colorScheme });
    const { page, offences } = watched;
    const { found, check } = checkScreens(watched);
    await goTo(page, '/data');
    await page
      .getByLabel('Choose a folder')
      .setInputFiles(writeClothes(join(stage.home, `clothes-${colorScheme}`), 60));
    const confirm = page.getByRole('button', { name: 'Import', exact: true });
    await expect.poll(() => confirm.isEnabled()).toBe(true);
    await check('import');
    await confirm.click();
    await page.getByRole('button', { name: 'Set up a run' }).waitFor();
    await check('dataset');
    await page.getByRole('button', { name: 'Set up a run' }).click();
    await startButton(page);
    await fill(page, /Passes over the training rows/, '6');
    await check('set-up');
    await (await startButton(page)).click();
    await page.getByRole('img', { name: /training images, each as it is and as training shows it/ }).waitFor();
    await page.getByRole('heading', { name: 'Schedule found' }).waitFor({ timeout: 90_000 });
    await check('run');
    await page.getByRole('link', { name: 'Open schedule' }).click();
    await page.getByRole('heading', { name: /^Schedule of/ }).waitFor();
    await check('schedule');
    expect(found).toEqual({});
    expect(offences).toEqual([]);
  });

  it(`has no serious violation on any screen, ${colorScheme}`, async () => {
    const watched = await stage.open({ story: `axe-${colorScheme}`, colorScheme });
    const { page, offences } = watched;
    const { found, check } = checkScreens(watched);
    for (const [name, hash] of Object.entries(emptyScreens)) {
      await goTo(page, hash);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await check(name);
    }
    await setUpSample(page, 'iris');
    await startButton(page);
    await fill(page, /Passes over the training rows/, '40');
    await check('set-up');
    const start = await startButton(page);
    const dataset = /new\/([0-9a-f]{16})/.exec(page.url())?.[1] ?? '';
    await start.click();
    await page.getByRole('heading', { name: 'Schedule found' }).waitFor({ timeout: 90_000 });
    await check('run');
    const run = /runs\/(\d+)/.exec(page.url())?.[1] ?? '';
    for (const [name, hash] of Object.entries({
      schedule: `/runs/${run}/schedule`,
      dataset: `/data/${dataset}`,
      'runs-with-one': '/runs',
      'compare-one': `/compare?runs=${run}`,
      'home-with-one': '/',
    })) {
      await goTo(page, hash);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await check(name);
    }
    expect(found).toEqual({});
    expect(offences).toEqual([]);
  });
}
