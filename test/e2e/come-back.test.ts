// A run that is left alone: the page is reloaded in its middle, it is stopped, looked at later, and resumed.
import { expect, it } from 'vitest';
import { fill, setStage, setUpSample, startButton } from './story.ts';

const stage = setStage();

it('keeps a run going while the page is reloaded, and resumes it after a stop', async () => {
  const { page, offences, shot } = await stage.open({ story: 'come-back' });
  await setUpSample(page, 'digits');
  await startButton(page);
  await fill(page, /Passes over the training rows/, '400');
  await (await startButton(page)).click();
  await page.getByRole('button', { name: 'Stop now' }).waitFor();
  // Only a run that has trained can be stopped with something to go on from.
  await page
    .getByText(/steps\/s/)
    .first()
    .waitFor({ timeout: 60_000 });
  await shot('running');

  await page.reload();
  const stop = page.getByRole('button', { name: 'Stop now' });
  await stop.waitFor();
  await shot('reloaded');
  await stop.click();
  const resume = page.getByRole('button', { name: 'Resume', exact: true });
  await resume.waitFor();
  await shot('stopped');

  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await page.getByText('Recent runs').waitFor();
  await page.goBack();
  await resume.click();
  await page
    .getByText(/Resumed|Continues from/i)
    .first()
    .waitFor();
  await stop.waitFor();
  await shot('resumed');
  await stop.click();
  await resume.waitFor();
  expect(offences).toEqual([]);
});

it('pauses and goes on at the same place', async () => {
  const { page, offences } = await stage.open({ story: 'pause' });
  await setUpSample(page, 'iris');
  await startButton(page);
  await fill(page, /Passes over the training rows/, '3000');
  await (await startButton(page)).click();
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  const goOn = page.getByRole('button', { name: 'Continue', exact: true });
  await goOn.waitFor();
  await goOn.click();
  await page.getByRole('button', { name: 'Finish epoch and stop' }).click();
  await page.getByRole('button', { name: 'Resume', exact: true }).waitFor();
  expect(offences).toEqual([]);
});
