// The host is killed while the page is open; a trainer is killed while its run goes.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fill, goTo, setStage, setUpSample, startButton } from './story.ts';

const stage = setStage();

/** The trainer that a host has started; null while there is none. */
function trainerOf(host: number): number | null {
  const children = readFileSync(`/proc/${host}/task/${host}/children`, 'utf8').trim().split(' ').filter(Boolean);
  const trainer = children.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('trainer/main.ts'));
  return trainer === undefined ? null : Number(trainer);
}

it('is whole again after its host was killed, and says what became of the run', async () => {
  const { page, shot } = await stage.open({ story: 'host-killed' });
  await setUpSample(page, 'digits');
  await startButton(page);
  await fill(page, /Passes over the training rows/, '500');
  await (await startButton(page)).click();
  await page.getByRole('button', { name: 'Stop now' }).waitFor();
  await stage.app.kill();
  await page
    .getByText(/does not answer/)
    .first()
    .waitFor();
  await shot('lost');

  await stage.serveAgain();
  await page
    .getByText(/does not answer/)
    .first()
    .waitFor({ state: 'hidden' });
  await page.getByText('Interrupted', { exact: true }).first().waitFor();
  await shot('back');
  await goTo(page, '/');
  await page
    .getByText(/was interrupted|were interrupted|ended while/i)
    .first()
    .waitFor();
  await shot('announced');
});

it.runIf(process.platform === 'linux')('tells that a trainer was killed, and everything else goes on', async () => {
  const { page, offences, shot } = await stage.open({ story: 'trainer-killed' });
  await setUpSample(page, 'digits');
  await startButton(page);
  await fill(page, /Passes over the training rows/, '500');
  await (await startButton(page)).click();
  await page.getByRole('button', { name: 'Stop now' }).waitFor();
  const host = stage.app.process.pid ?? 0;
  await expect.poll(() => trainerOf(host)).not.toBeNull();
  process.kill(trainerOf(host) ?? Number.NaN, 'SIGKILL');
  await page
    .getByText(/ended by SIGKILL/)
    .first()
    .waitFor();
  await page.getByRole('link', { name: 'Edit and run again' }).waitFor();
  await shot('told');
  await setUpSample(page, 'iris');
  await (await startButton(page)).click();
  await page.getByRole('heading', { name: 'Schedule found' }).waitFor({ timeout: 90_000 });
  expect(offences).toEqual([]);
});
