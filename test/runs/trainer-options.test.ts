import { execFileSync, spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { trainerOptions, utilityTrainerOptions } from '../../src-main/runs/trainer-options.ts';

test('this Node takes the options and sets less memory aside for new objects', () => {
  const script = 'process.stdout.write(String(require("node:v8").getHeapStatistics().heap_size_limit))';
  const limit = (execArgv: readonly string[]): number =>
    Number(execFileSync(process.execPath, [...execArgv, '-e', script], { encoding: 'utf8' }));
  expect(limit(trainerOptions().execArgv)).toBeLessThan(limit([]));
});

test('a trainer of the desktop app gets the same settings, in the form in which Chromium takes them', () => {
  const { execArgv, env } = utilityTrainerOptions();
  expect(execArgv).toEqual(trainerOptions().execArgv.map((option) => `--js-flags=${option}`));
  expect(trainerOptions({}).env).toMatchObject(env);
  expect(env.MALLOC_ARENA_MAX).toBe('1');
});

test("the user's own settings come first", () => {
  expect(trainerOptions({}).env.MALLOC_ARENA_MAX).toBe('1');
  const own = { MALLOC_ARENA_MAX: '4', NODE_COMPILE_CACHE: '/home/ada/cache', HOME: '/home/ada' };
  expect(trainerOptions(own).env).toMatchObject(own);
});

test('a compile cache that cannot be written changes nothing', () => {
  const { env } = trainerOptions({ NODE_COMPILE_CACHE: '/dev/null/cache' });
  const program = ['-e', 'process.stdout.write("done")'];
  expect(spawnSync(process.execPath, program, { env, encoding: 'utf8' })).toMatchObject({
    status: 0,
    stdout: 'done',
    stderr: '',
  });
});
