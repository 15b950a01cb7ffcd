import { expect, it } from 'vitest';
import { createTurns } from '../../../src-main/host/datasets/turns.ts';

it('so many are under way at once, the others in their order, also after one has failed', async () => {
  const inTurn = createTurns(2);
  const gates = Array.from({ length: 4 }, () => Promise.withResolvers<number>());
  const begun: number[] = [];
  const asked = gates.map(({ promise }, at) =>
    inTurn(() => {
      begun.push(at);
      return promise;
    }),
  );
  asked[1]?.catch(() => undefined);
  expect(begun).toEqual([0, 1]);
  gates[1]?.reject(new Error('gone'));
  await expect(asked[1]).rejects.toThrow('gone');
  await expect.poll(() => begun).toEqual([0, 1, 2]);
  gates[2]?.resolve(2);
  expect(await asked[2]).toBe(2);
  await expect.poll(() => begun).toEqual([0, 1, 2, 3]);
  gates[0]?.resolve(0);
  gates[3]?.resolve(3);
  expect(await Promise.all([asked[0], asked[3]])).toEqual([0, 3]);
  expect(await inTurn(() => Promise.resolve('later'))).toBe('later');
});
