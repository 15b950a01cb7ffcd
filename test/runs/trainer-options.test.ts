import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { trainerOptions } from '../../src-main/runs/trainer-options.ts';

test('this Node takes the options and sets less memory aside for new objects', () => {
  const script = 'process.stdout.write(String(require("node:v8").getHeapStatistics().heap_size_limit))';
  const limit = (execArgv: readonly string[]): number =>
    Number(execFileSync(process.execPath, [...execArgv, '-e', script], { encoding: 'utf8' }));
  expect(limit(trainerOptions().execArgv)).toBeLessThan(limit([]));
});

test("the user's own setting of the C library comes first", () => {
  expect(trainerOptions({}).env.MALLOC_ARENA_MAX).toBe('1');
  expect(trainerOptions({ MALLOC_ARENA_MAX: '4', HOME: '/home/ada' }).env).toEqual({
    MALLOC_ARENA_MAX: '4',
    HOME: '/home/ada',
  });
});
