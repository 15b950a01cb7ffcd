// From a schedule that was found to the verdict on it, at one press.
import { expect, it } from 'vitest';
import { checkScreens } from './axe.ts';
import { fill, goTo, setStage, setUpSample, startButton } from './story.ts';

const stage = setStage();

it('verifies a schedule against its final values and where it started, and tells the verdict where it was found', async () => {
  const watched = await stage.open({ story: 'verify', colorScheme: 'dark' });
  const { page, offences } = watched;
  const screens = checkScreens(watched);
  await setUpSample(page, 'iris');
  await startButton(page);
  await fill(page, /Passes over the training rows/, '12');
  await (await startButton(page)).click();
  await page.getByRole('heading', { name: 'Schedule found' }).waitFor({ timeout: 90_000 });
  await page.getByText('Not yet verified').waitFor();

  await page.getByRole('button', { name: 'Verify this schedule' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/9 trainings, about/).waitFor();
  await dialog.getByLabel('Seeds of each').fill('2');
  await dialog.getByText(/6 trainings, about .* done by/).waitFor();
  await screens.check('dialog');
  await dialog.getByRole('button', { name: 'Verify' }).click();
  await page.waitForURL(/#\/studies\/1$/);
  await page.getByRole('heading', { name: 'Is the schedule worth it?', exact: true }).waitFor({ timeout: 120_000 });
  const verdict = await page.getByText(/^The schedule is .*n = 2 seeds; weak evidence/).textContent();
  await page.getByText(/^The schedule reached a best validation loss .*than its final values/).waitFor();
  await screens.check('verdict');

  await page.getByRole('link', { name: 'from run 1' }).click();
  await page.getByText(verdict ?? '').waitFor();
  await page.getByRole('button', { name: 'Verify again' }).waitFor();
  await goTo(page, '/runs/1/schedule');
  await page.getByText(verdict ?? '').waitFor();
  await screens.check('schedule');
  expect(screens.found).toEqual({});
  expect(offences).toEqual([]);
});
