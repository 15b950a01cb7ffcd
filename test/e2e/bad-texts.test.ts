// Texts that cannot be used: a sentence each, where the file or the field stands, and the way on is open.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { setStage, startButton } from './story.ts';
import { sentences, writeText } from './texts.ts';

const stage = setStage();

function write(name: string, contents: string | Uint8Array): string {
  const folder = join(stage.home, 'bad');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, contents);
  return file;
}

async function choose(page: Page, files: string | string[]): Promise<void> {
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await page.getByLabel('Choose files').setInputFiles(files);
}

const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const binary = () => Uint8Array.from({ length: 4_000 }, (_, place) => (place * 97) % 256);

it.each([
  ['empty.txt', () => '', /empty/i],
  ['binary.txt', binary, /binary|not a text|no text|zero/i],
  ['latin1.txt', () => latin1(`${sentences(200, 1)}caf\u00e9 au lait\n`), /not UTF-8.*line 201/i],
  ['one-word.txt', () => 'tick '.repeat(2_000), /one (word|token)|only one|nothing to predict/i],
])('says of %s what is wrong with it', async (name, contents, sentence) => {
  const { page, offences, shot } = await stage.open({ story: `bad-text-${name}` });
  await choose(page, write(name, contents()));
  const problem = page.locator('.problem, .notice.bad').filter({ visible: true }).first();
  await problem.waitFor();
  expect(await problem.textContent()).toMatch(sentence);
  await shot('refused');
  await page
    .getByLabel(/Choose (files|another)/)
    .first()
    .waitFor({ state: 'attached' });
  expect(offences).toEqual([]);
});

it('says at the length of a step that the validation part is shorter, and is content once it fits', async () => {
  const { page, offences, shot } = await stage.open({ story: 'short-validation' });
  await choose(page, writeText(join(stage.home, 'short'), [200, 4, 30]));
  const confirm = page.getByRole('button', { name: 'Import', exact: true });
  await expect.poll(() => confirm.isEnabled()).toBe(true);
  await confirm.click();
  await page.getByRole('button', { name: 'Set up a run' }).click();
  const start = page.getByRole('button', { name: /^(Find a schedule|Train with fixed values)/ });
  // Four lines of six words and their ends.
  await page
    .getByText(/the validation part has 28 tokens\. Set the length to 27 or less/)
    .first()
    .waitFor();
  await expect.poll(() => start.isDisabled()).toBe(true);
  await shot('too-short');
  await page.getByLabel('A step looks back over').fill('20');
  await page.keyboard.press('Tab');
  await startButton(page);
  expect(offences).toEqual([]);
});
