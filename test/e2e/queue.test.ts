// The queue before a night: held, put in order, started later, worked off.
import { expect, it } from 'vitest';
import { checkScreens } from './axe.ts';
import { fill, goTo, setStage, setUpSample, startButton } from './story.ts';

const stage = setStage();

it('holds what waits, puts it in order by keys, starts one tomorrow, and works off the rest', async () => {
  const watched = await stage.open({ story: 'queue', colorScheme: 'dark' });
  const { page, offences } = watched;
  const screens = checkScreens(watched);
  await goTo(page, '/queue');
  await page.getByRole('heading', { name: 'Nothing waits' }).waitFor();
  await page.getByRole('button', { name: 'Pause the queue' }).click();
  await page.getByText('The queue is paused').waitFor();

  await setUpSample(page, 'iris');
  await startButton(page);
  await fill(page, /Passes over the training rows/, '3');
  await fill(page, 'Repeats', '4');
  await (await startButton(page)).click();
  await page.waitForURL(/#\/runs\/1$/);
  await page.getByRole('main').getByRole('link', { name: 'queue' }).click();
  const waiting = page.getByRole('list', { name: 'Waiting runs, next first' }).getByRole('listitem');
  const order = async () => (await waiting.allTextContents()).map((text) => /seed (\d)/.exec(text)?.[1]).join('');
  await expect.poll(order).toBe('1234');
  await screens.check('waiting');

  await page.getByRole('button', { name: /^Run 3, place 3/ }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(order).toBe('1324');
  await page.getByRole('button', { name: 'Start run 4 earlier' }).click();
  await expect.poll(order).toBe('1342');
  await waiting.nth(3).dragTo(waiting.nth(0));
  await expect.poll(order).toBe('2134');

  await page.getByRole('button', { name: 'More about run 4' }).click();
  await page.getByRole('menuitem', { name: 'Start later…' }).click();
  await page.getByLabel(/Not before/).fill('2099-12-31T19:00');
  await screens.check('later');
  await page.getByRole('button', { name: 'Start then' }).click();
  await page.getByText(/starts not before/).waitFor();
  await page.getByRole('button', { name: 'More about run 1' }).click();
  await page.getByRole('menuitem', { name: 'Settings as they were queued' }).click();
  await page.getByText('training.epochs').waitFor();
  await page.getByRole('button', { name: 'Close panel' }).click();
  await page.getByRole('button', { name: /^Run 3, place/ }).press('Delete');
  await expect.poll(order).toBe('214');

  await page.getByRole('button', { name: 'Continue the queue' }).click();
  await expect.poll(order, { timeout: 60_000 }).toBe('4');
  await goTo(page, '/runs');
  await expect.poll(() => page.getByText('Finished', { exact: true }).count(), { timeout: 60_000 }).toBe(2);
  expect(screens.found).toEqual({});
  expect(offences).toEqual([]);
});
