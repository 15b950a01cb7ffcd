import { expect, it } from 'vitest';
import { createControl } from '../../src-main/trainer/control.ts';

it('nothing is asked at first', async () => {
  const control = createControl();
  expect(control.request).toBe('none');
  await control.whenContinued();
});

it('a later request replaces an earlier one', () => {
  const control = createControl();
  control.ask('pause');
  expect(control.request).toBe('pause');
  control.ask('finish-epoch');
  expect(control.request).toBe('finish-epoch');
  control.ask('none');
  expect(control.request).toBe('none');
});

it('a stop is final', () => {
  const control = createControl();
  control.ask('stop');
  for (const request of ['none', 'pause', 'finish-epoch'] as const) control.ask(request);
  expect(control.request).toBe('stop');
});

it.each(['none', 'finish-epoch', 'stop'] as const)(
  'who waits in a pause goes on when "%s" is asked',
  async (request) => {
    const control = createControl();
    control.ask('pause');
    const woken: number[] = [];
    const waits = [1, 2].map((who) => control.whenContinued().then(() => woken.push(who)));
    control.ask('pause');
    await new Promise(setImmediate);
    expect(woken).toEqual([]);
    control.ask(request);
    await Promise.all(waits);
    expect(woken).toEqual([1, 2]);
  },
);
