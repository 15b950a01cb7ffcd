// Three methods at equal compute: set up, watched, compared, taken home.
import { expect, it } from 'vitest';
import { checkScreens } from './axe.ts';
import { fill, goTo, savedBy, setStage, setUpSample, startButton } from './story.ts';

const stage = setStage();

it('compares three methods on the same budget, and hands out the table and the figure', async () => {
  const watched = await stage.open({ story: 'study' });
  const { page, offences } = watched;
  const screens = checkScreens(watched);
  await goTo(page, '/studies');
  await page.getByRole('heading', { name: 'No study yet' }).waitFor();
  await screens.check('no-study');

  await setUpSample(page, 'iris');
  await startButton(page);
  await page.getByLabel('Compare several at equal compute').check();
  await fill(page, 'Name of the study', 'against search');
  await fill(page, /Passes over the training rows/, '8');
  await fill(page, 'Each may spend, on every seed', '24');
  await fill(page, 'Seeds', '2');
  await page.getByText('about 3 trainings of 8 epochs').waitFor();
  await screens.check('set-up');
  const start = page.getByRole('button', { name: 'Compare 3 methods' });
  await expect.poll(() => start.isEnabled(), { timeout: 20_000 }).toBe(true);
  await start.click();
  await page.waitForURL(/#\/studies\/1$/);
  await page.getByRole('heading', { name: 'against search' }).waitFor();

  // The lines grow while it goes on.
  const figure = page.getByRole('figure');
  await figure.getByText('Self-tuning', { exact: true }).waitFor({ timeout: 60_000 });
  const early = await figure.textContent();
  await screens.check('going');
  const state = page.locator('.study-header').getByText('Finished', { exact: true });
  await state.waitFor({ timeout: 120_000 });
  const arms = page.getByRole('region', { name: 'Methods, scrollable' }).getByRole('row');
  await expect.poll(() => arms.filter({ hasText: '(n = 2)' }).count()).toBe(3);
  expect(await arms.filter({ hasText: 'lowest' }).count()).toBe(1);
  await page.getByRole('heading', { name: '14 trainings, newest first' }).waitFor();
  await figure.getByText('Bayesian search', { exact: true }).waitFor();
  await expect.poll(() => figure.textContent()).not.toBe(early);
  await screens.check('finished');

  await page.getByRole('link', { name: 'Open in Compare' }).click();
  await page.waitForURL(/study=1/);
  await page.getByRole('button', { name: 'Copy and save table' }).click();
  const table = await savedBy(page, page.getByRole('menuitem', { name: 'Save as LaTeX' }));
  expect(table.text).toContain('\\toprule');
  expect(table.text).toContain('Bayesian search');
  await page.getByRole('button', { name: 'Copy and save figure' }).first().click();
  const drawn = await savedBy(page, page.getByRole('menuitem', { name: 'Save as SVG' }));
  expect(drawn.text).toMatch(/^<svg[\s\S]*Bayesian search/);

  await goTo(page, '/');
  await page.getByRole('heading', { name: 'Recent studies' }).waitFor();
  await page.getByText('Lowest: ').waitFor();
  expect(screens.found).toEqual({});
  expect(offences).toEqual([]);
});
