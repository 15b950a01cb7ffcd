// Two experiments over one another: scores, curves, best so far, settings, seeds, the verdict, and what is saved of them.
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { checkScreens } from './axe.ts';
import { fill, goTo, savedBy, setStage, setUpSample, startButton } from './story.ts';

const stage = setStage({ isShared: true });
const compared = '/compare?runs=1,2,3,4,5,6';
/** Names of the pages' tabs, in their order. */
const tabs = ['Curves', 'Against search', 'Settings', 'Seeds', 'Is it real?'];

async function train(page: Page, method: string): Promise<void> {
  await setUpSample(page, 'wine');
  await startButton(page);
  await page.getByLabel('Method').selectOption(method);
  await fill(page, /Passes over the training rows/, '20');
  await fill(page, 'Repeats', '3');
  await (await startButton(page)).click();
  await page.waitForURL(/#\/runs\//);
}

/** Opens a page of the comparison by its tab. */
async function openTab(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name }).click();
  await page.getByRole('tabpanel', { name }).waitFor();
}

it('compares a self-tuning experiment of three seeds with one of fixed values, seeds as mean and spread', async () => {
  const { page, offences, shot } = await stage.open({ story: 'compare' });
  await train(page, 'stn');
  await train(page, 'fixed');
  await goTo(page, '/runs');
  const finished = page.getByText('Finished', { exact: true });
  await expect.poll(() => finished.count(), { timeout: 150_000 }).toBeGreaterThanOrEqual(6);
  await shot('runs');

  await goTo(page, compared);
  await page.getByRole('figure').first().waitFor();
  const scores = page.getByRole('region', { name: 'Scores, scrollable' });
  await scores
    .getByText(/^0\.\d+ ± 0\.\d+ \(n = 3\)$/)
    .first()
    .waitFor();
  await scores.getByRole('columnheader', { name: 'Validation loss, best' }).waitFor();
  await page.getByText('Every experiment has fewer than 5 seeds.').waitFor();
  await page.getByLabel('Scores at').selectOption('epoch');
  await page.getByRole('spinbutton', { name: 'Epoch' }).fill('3');
  await page.keyboard.press('Tab');
  await scores.getByRole('columnheader', { name: 'Validation loss at epoch 3' }).waitFor();
  await scores
    .getByText(/\(n = 3\)/)
    .first()
    .waitFor();
  await shot('compared');
  expect(offences).toEqual([]);
});

it('is walked through by keys, page after page, and no page offends axe in light or dark', async () => {
  const watched = await stage.open({ story: 'compare' });
  const { page, offences } = watched;
  const { found, check } = checkScreens(watched);
  await goTo(page, compared);
  await page.getByRole('tab', { name: 'Curves' }).focus();
  for (const [index, name] of tabs.entries()) {
    if (index > 0) await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.getByRole('tab', { name }).getAttribute('aria-selected')).toBe('true');
    await page.getByRole('tabpanel', { name }).getByRole('figure').waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      // Colours on their way from one theme to the other are those of neither.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await check(`${index + 1} ${colorScheme}`);
    }
  }
  expect(found).toEqual({});
  expect(offences).toEqual([]);
});

it('saves the scores as LaTeX, and the best losses so far as the CSV of what is drawn', async () => {
  const { page, offences } = await stage.open({ story: 'compare' });
  await goTo(page, compared);
  await page.getByRole('button', { name: 'Copy and save table' }).click();
  const latex = await savedBy(page, page.getByRole('menuitem', { name: /Save as LaTeX/ }));
  expect(latex.name).toMatch(/^comparison-of-2-experiments.*\.tex$/);
  expect(latex.text).toMatch(/\\toprule[\s\S]*Validation loss, best[\s\S]*\\midrule[\s\S]*\\bottomrule/);
  expect(latex.text.match(/\$0\.\d+ \\pm 0\.\d+\$ \(\$n = 3\$\)/g)?.length).toBeGreaterThanOrEqual(2);

  await openTab(page, 'Against search');
  await page.getByRole('combobox', { name: 'Over' }).selectOption('steps');
  await page.getByLabel('Log loss').check();
  await page.getByRole('button', { name: 'Copy and save figure' }).click();
  const csv = await savedBy(page, page.getByRole('menuitem', { name: /Save as CSV/ }));
  const [head, ...rows] = csv.text.trim().split('\n');
  expect(head).toBe('panel,line,unit,training steps,value,low,high');
  // A best loss so far never rises.
  // Panel and line hold commas and stand in quotes.
  const lines = Map.groupBy(rows, (row) => row.split('"')[3]);
  expect(lines.size).toBe(2);
  for (const points of lines.values()) {
    const losses = points.map((row) => Number(row.split(',').at(-3)));
    expect(losses.length).toBeGreaterThan(2);
    expect(losses.toSorted((left, right) => right - left)).toEqual(losses);
  }
  expect(offences).toEqual([]);
});

it('says whether a difference is real, against a baseline and a region that can be chosen', async () => {
  const { page, offences, shot } = await stage.open({ story: 'compare' });
  await goTo(page, `${compared}&tab=verdict`);
  const panel = page.getByRole('tabpanel', { name: 'Is it real?' });
  await panel
    .getByText(/fewer than 5 seeds/)
    .first()
    .waitFor();
  await panel.getByText(/95 % interval .* n = 3 seeds/).waitFor();
  await panel.getByText(/the probability of a lower best validation loss is/).waitFor();
  // A region wider than any loss makes everything practically the same.
  await fill(page, /Practically the same within/, '1000');
  await panel.getByText(/Both are practically the same/).waitFor();
  await shot('verdict');
  expect(offences).toEqual([]);
});
