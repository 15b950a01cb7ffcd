// From the schedule of a run to a set-up with its final values held.
import { expect, it } from 'vitest';
import { fill, goTo, setStage, setUpSample, startButton } from './story.ts';

const stage = setStage();

it('sets up a run with the final values of a schedule held fixed, whatever was set up before', async () => {
  const { page, offences, shot } = await stage.open({ story: 'hold-final' });
  await setUpSample(page, 'wine');
  await startButton(page);
  await fill(page, /Passes over the training rows/, '30');
  await (await startButton(page)).click();
  await page.getByRole('heading', { name: 'Schedule found' }).waitFor({ timeout: 90_000 });
  const run = Number(/#\/runs\/(\d+)/.exec(page.url())?.[1]);

  // A set-up that was begun from the same run and left: its changes are not those of the run.
  await page.getByRole('link', { name: 'Edit and run again' }).click();
  await startButton(page);
  await fill(page, /Passes over the training rows/, '3');

  await goTo(page, `/runs/${run}/schedule`);
  const table = page.getByRole('region', { name: 'Schedules in numbers, scrollable' }).getByRole('row');
  await table.nth(1).waitFor();
  const rows = await Promise.all((await table.all()).slice(1).map((row) => row.getByRole('cell').allTextContents()));
  const found = rows.map(([name = '', , start = '', , final = '']) => ({ name: name.trim(), start, final }));
  expect(found.some(({ start, final }) => start !== final)).toBe(true);

  await page.getByRole('button', { name: 'Hold the final values fixed' }).click();
  await page.getByText(`The settings of run ${run} are filled in`).waitFor();
  const start = await startButton(page);
  await shot('set-up');
  const grid = await page.getByRole('grid').textContent();
  for (const { name, final } of found) expect(grid).toContain(`${name}: fixed at ${final}`);
  expect(grid).not.toMatch(/: tuned/);
  expect(await page.getByLabel(/Passes over the training rows/).inputValue()).toBe('30');

  await start.click();
  await page.waitForURL((url) => url.hash === `#/runs/${run + 1}`);
  await page.getByText('Finished', { exact: true }).first().waitFor({ timeout: 90_000 });
  await goTo(page, `/compare?runs=${run},${run + 1}&tab=settings`);
  await page.getByRole('heading', { name: 'Settings that differ' }).waitFor();
  const differences = await page.getByRole('region', { name: 'Settings that differ' }).allTextContents();
  expect(differences.join()).toContain('method.name');
  expect(differences.join()).not.toContain('training.epochs');
  expect(offences).toEqual([]);
});
