// Two runs over one another.
import { expect, it } from 'vitest';
import { fill, goTo, setStage, setUpSample, startButton } from './story.ts';

const stage = setStage();

it('compares a self-tuning experiment of three seeds with a run of fixed values', async () => {
  const { page, offences, shot } = await stage.open({ story: 'compare' });
  await setUpSample(page, 'wine');
  await startButton(page);
  await fill(page, /Passes over the training rows/, '30');
  await fill(page, 'Repeats', '3');
  await (await startButton(page)).click();
  await page.waitForURL(/#\/runs\//);

  await setUpSample(page, 'wine');
  await startButton(page);
  await page.getByLabel('Method', { exact: true }).selectOption('fixed');
  await fill(page, /Passes over the training rows/, '30');
  await (await startButton(page)).click();
  await page.waitForURL(/#\/runs\//);
  await goTo(page, '/runs');
  await expect.poll(() => page.getByText('Finished', { exact: true }).count(), { timeout: 90_000 }).toBe(4);
  await shot('runs');

  await goTo(page, '/compare?runs=1,2,3,4');
  await page.getByRole('figure').first().waitFor();
  await page.getByText(/n = 3/).first().waitFor();
  await page.getByText(/±/).first().waitFor();
  await page
    .getByText(/fewer than 5|below 5|under 5|5 seeds/i)
    .first()
    .waitFor();
  await shot('compared');
  expect(offences).toEqual([]);
});
