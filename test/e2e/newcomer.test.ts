// A newcomer's first two minutes: launch, example, start, live schedules, finished, exported as CSV and SVG.
import { expect, it } from 'vitest';
import { savedBy, setStage, startButton } from './story.ts';

const stage = setStage();

it('leads a newcomer from launch to an exported schedule in under 120 seconds', async () => {
  const begun = performance.now();
  const { page, offences, shot } = await stage.open({ story: 'newcomer' });
  await page.getByText('Your data stays on this computer').waitFor();
  await shot('home');

  await page.getByRole('button', { name: /^digits/ }).click();
  const start = await startButton(page);
  await shot('set-up');

  await start.click();
  await page.getByRole('figure').first().waitFor();
  await shot('live');
  await page.getByRole('heading', { name: 'Schedule found' }).waitFor({ timeout: 90_000 });
  await shot('finished');

  await page.getByRole('link', { name: 'Open schedule' }).click();
  await page.getByRole('heading', { name: /^Schedule of/ }).waitFor();
  const csv = await savedBy(page, page.getByRole('button', { name: 'CSV', exact: true }));
  expect(csv.name).toMatch(/\.csv$/);
  const [head = '', ...rows] = csv.text.trim().split(/\r?\n/);
  expect(head).toContain('input.dropout');
  expect(rows.length).toBeGreaterThan(50);

  await page.getByRole('button', { name: 'Copy and save figure' }).click();
  const svg = await savedBy(page, page.getByRole('menuitem', { name: /SVG/ }));
  expect(svg.name).toMatch(/\.svg$/);
  expect(svg.text).toMatch(/^<svg[^>]+xmlns/);
  await shot('schedule');

  expect((performance.now() - begun) / 1000).toBeLessThan(120);
  expect(offences).toEqual([]);
});
