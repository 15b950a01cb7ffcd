// A table with a column of sequences, from the file chooser to the sealed test set of an LSTM that classifies them.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fill, setStage, startButton } from './story.ts';
import { writeBases } from './texts.ts';

const stage = setStage();

it('takes a table of DNA to an LSTM that tells sites from background', async () => {
  const { page, offences, shot } = await stage.open({ story: 'own-sequences' });
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await page.getByLabel('Choose files').setInputFiles(writeBases(join(stage.home, 'sites.csv'), 400));
  const confirm = page.getByRole('button', { name: 'Import', exact: true });
  await expect.poll(() => confirm.isEnabled()).toBe(true);
  await page.getByText(/^400 sequences, predicts 2 classes of kind/).waitFor();
  await shot('import');
  await confirm.click();
  await page.getByRole('heading', { name: 'sites' }).waitFor();
  await shot('card');

  await page.getByRole('button', { name: 'Set up a run' }).click();
  await startButton(page);
  await page.getByRole('gridcell', { name: /^DropConnect: tuned from 0\.05/ }).waitFor();
  await shot('set-up');
  await fill(page, /Passes over the training rows/, '12');
  await (await startButton(page)).click();
  await page.getByRole('heading', { name: 'Schedule found' }).waitFor({ timeout: 120_000 });
  await page
    .getByText(/accuracy/i)
    .first()
    .waitFor();
  await shot('finished');
  expect(offences).toEqual([]);
});
