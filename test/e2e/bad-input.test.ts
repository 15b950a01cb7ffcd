// What cannot be used is told beside its field, and nothing is lost.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { setStage, setUpSample, startButton } from './story.ts';

const stage = setStage();

function write(name: string, lines: readonly string[]): string {
  const file = join(stage.home, name);
  writeFileSync(file, lines.join('\n'));
  return file;
}

it('tells of a ragged table in one sentence with its row', async () => {
  const { page, offences, shot } = await stage.open({ story: 'bad-table' });
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  const rows = Array.from({ length: 30 }, (_, row) => `${row},${row * 2},${row % 2 === 0 ? 'yes' : 'no'}`);
  rows[11] = '11,22';
  await page.getByLabel('Choose files').setInputFiles(write('ragged.csv', ['a,b,answer', ...rows]));
  const problem = page.locator('.problem, .notice.bad').filter({ visible: true }).first();
  await problem.waitFor();
  expect(await problem.textContent()).toMatch(/13/);
  await shot('ragged');
  expect(offences).toEqual([]);
});

it('tells of a target with one value only beside the target', async () => {
  const { page, offences, shot } = await stage.open({ story: 'bad-target' });
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  const rows = Array.from({ length: 40 }, (_, row) => `${row},same,${row % 2 === 0 ? 'yes' : 'no'}`);
  await page.getByLabel('Choose files').setInputFiles(write('one-class.csv', ['dose,plate,answer', ...rows]));
  const target = page.getByLabel('Target: what is predicted');
  await target.waitFor();
  await target.selectOption({ label: 'plate' });
  await expect.poll(() => target.getAttribute('aria-invalid')).toBe('true');
  const described = await target.getAttribute('aria-describedby');
  expect(await page.locator(`[id="${described}"]`).textContent()).toMatch(/plate/);
  await shot('one-class');
  // The way back is open: nothing has to be chosen again.
  await target.selectOption({ label: 'answer' });
  const confirm = page.getByRole('button', { name: 'Import', exact: true });
  await expect.poll(() => confirm.isEnabled()).toBe(true);
  expect(offences).toEqual([]);
});

it('tells of an impossible range in the cell it belongs to and starts nothing', async () => {
  const { page, offences, shot } = await stage.open({ story: 'bad-range' });
  await setUpSample(page, 'iris');
  const start = await startButton(page);
  const cell = page.getByRole('gridcell', { name: /Dropout of input/ });
  await cell.focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('To', { exact: true }).fill('0.01');
  await page.keyboard.press('Tab');
  const problem = page.locator('.cell-editor .problem').filter({ visible: true }).first();
  await problem.waitFor();
  expect(await problem.textContent()).toMatch(/0\.05/);
  await expect.poll(() => start.isDisabled()).toBe(true);
  await shot('range');
  expect(offences).toEqual([]);
});
