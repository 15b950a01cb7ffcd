// A text of one's own, in three files, from the file chooser to the schedules of a self-tuning LSTM.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fill, savedBy, setStage, startButton } from './story.ts';
import { writeText } from './texts.ts';

const stage = setStage();

it('takes a text in three files to the schedules of a self-tuning LSTM, and shows what it writes', async () => {
  const { page, offences, shot } = await stage.open({ story: 'own-text' });
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await page.getByLabel('Choose files').setInputFiles(writeText(join(stage.home, 'animals'), [400, 60, 60]));
  const confirm = page.getByRole('button', { name: 'Import', exact: true });
  await expect.poll(() => confirm.isEnabled()).toBe(true);
  // Six words and the end of a line.
  await page.getByText(/^3,640 tokens, predicts/).waitFor();
  await page.getByLabel('One token is').waitFor();
  await page.getByLabel('Name of the data set').fill('animals');
  await shot('import');
  await confirm.click();
  await page.getByRole('heading', { name: 'animals' }).waitFor();
  await shot('card');

  await page.getByRole('button', { name: 'Set up a run' }).click();
  await startButton(page);
  await page.getByRole('gridcell', { name: /^Embedding dropout: tuned from 0\.05/ }).waitFor();
  await page.getByRole('gridcell', { name: /^Activation penalty.*: tuned from 0\.05/ }).waitFor();
  await shot('set-up');
  await fill(page, /Passes over the text/, '24');
  await (await startButton(page)).click();

  await page.getByRole('figure').first().waitFor();
  const sample = page.getByRole('region', { name: /What the network (writes|wrote)/ });
  await sample.waitFor({ timeout: 60_000 });
  expect(await sample.textContent()).toMatch(/\b(cat|dog|bird|fox|river|house|garden|tree|sees|the)\b/);
  await shot('running');
  await page.getByRole('heading', { name: 'Schedule found' }).waitFor({ timeout: 120_000 });
  await page
    .getByText(/perplexity/i)
    .first()
    .waitFor();
  await shot('finished');

  await page.getByRole('link', { name: 'Open schedule' }).click();
  await page.getByRole('heading', { name: /^Schedule of/ }).waitFor();
  const csv = await savedBy(page, page.getByRole('button', { name: 'CSV', exact: true }));
  const [head = '', ...rows] = csv.text.trim().split(/\r?\n/);
  const columns = head.split(',');
  const [first = [], last = []] = [rows[0], rows.at(-1)].map((row) => row?.split(','));
  for (const name of [
    'embedding.embeddingDropout',
    'embedding.dropout',
    'lstm1.dropout',
    'recurrent.dropConnect',
    'recurrent.activationPenalty',
    'recurrent.temporalPenalty',
  ]) {
    expect(columns).toContain(name);
    const column = columns.indexOf(name);
    expect(last[column], name).not.toBe(first[column]);
  }
  expect(rows.length).toBeGreaterThanOrEqual(20);
  await page.getByRole('button', { name: 'Copy and save figure' }).click();
  const svg = await savedBy(page, page.getByRole('menuitem', { name: /SVG/ }));
  expect(svg.text).toMatch(/^<svg[^>]+xmlns/);
  expect(svg.text).toContain('DropConnect');
  await shot('schedule');
  expect(offences).toEqual([]);
});
