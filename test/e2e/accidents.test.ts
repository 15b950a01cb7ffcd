// The host is killed while the page is open; a trainer is killed while its run goes.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fill, goTo, setStage, setUpSample, startButton } from './story.ts';

const stage = setStage();

/** The processes that a process started. */
function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
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
  const before = childrenOf(stage.app.process.pid ?? 0);
  await (await startButton(page)).click();
  await page.getByRole('button', { name: 'Stop now' }).waitFor();
  await page
    .getByText(/steps? (a|per) second|steps\/s/)
    .first()
    .waitFor();
  const trainer = childrenOf(stage.app.process.pid ?? 0).find((pid) => !before.includes(pid));
  process.kill(trainer ?? Number.NaN, 'SIGKILL');
  await page
    .getByText(/ended by SIGKILL/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Resume', exact: true }).waitFor();
  await shot('told');
  await setUpSample(page, 'iris');
  await (await startButton(page)).click();
  await page.getByRole('heading', { name: 'Schedule found' }).waitFor({ timeout: 90_000 });
  expect(offences).toEqual([]);
});
