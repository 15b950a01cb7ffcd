// A scientist's own table, with gaps and text columns, from the file chooser to an exported schedule.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import { fill, savedBy, setStage, startButton } from './story.ts';

const stage = setStage();

/** 300 reactions: two numbers with gaps, a solvent, the operator's notes, a yield. */
function writeReactions(): string {
  const draws = new CounterNoise(7).normal('reactions', 0, new Float32Array(900));
  const solvents = ['water', 'ethanol', 'toluene'];
  const rows = Array.from({ length: 300 }, (_, row) => {
    const temperature = 60 + 20 * (draws[3 * row] ?? 0);
    const hours = 4 + (draws[3 * row + 1] ?? 0);
    const outcome = 30 + 0.4 * temperature + 5 * (row % 3) + 3 * (draws[3 * row + 2] ?? 0);
    const gap = row % 17 === 0 ? '' : temperature.toFixed(1);
    return [gap, row % 23 === 0 ? 'NA' : hours.toFixed(2), solvents[row % 3], `day ${row % 5}`, outcome.toFixed(2)];
  });
  const file = join(stage.home, 'reactions.csv');
  writeFileSync(file, ['temperature;hours;solvent;batch;yield', ...rows.map((row) => row.join(';'))].join('\n'));
  return file;
}

it('takes a table with missing values and text from a file chooser to an exported schedule', async () => {
  const { page, offences, shot } = await stage.open({ story: 'own-table' });
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await page.getByLabel('Choose files').setInputFiles(writeReactions());
  await page.getByLabel('Target: what is predicted').waitFor();
  await page.getByLabel('Target: what is predicted').selectOption({ label: 'yield' });
  await page
    .getByText(/missing/i)
    .first()
    .waitFor();
  await shot('import');

  const confirm = page.getByRole('button', { name: 'Import', exact: true });
  await expect.poll(() => confirm.isEnabled()).toBe(true);
  await confirm.click();
  await page.getByRole('heading', { name: 'reactions' }).waitFor();
  await shot('card');

  await page.getByRole('button', { name: 'Set up a run' }).click();
  await startButton(page);
  await fill(page, /Passes over the training rows/, '30');
  await (await startButton(page)).click();
  await page.getByRole('heading', { name: 'Schedule found' }).waitFor({ timeout: 90_000 });
  await shot('finished');

  await page.getByRole('link', { name: 'Open schedule' }).click();
  const json = await savedBy(page, page.getByRole('button', { name: 'JSON', exact: true }));
  const written = JSON.parse(json.text) as { lineage: { dataset: { name: string } }; points: unknown[] };
  expect(json.name).toMatch(/\.json$/);
  expect(written.lineage.dataset.name).toBe('reactions');
  expect(written.points.length).toBeGreaterThan(20);
  expect(offences).toEqual([]);
});
