// docs/storage.md against the database as it is made, and its Python against what is packed.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { currentVersion } from '../../src-main/store/migrate.ts';
import { Packer } from '../../src-main/store/packing/packer.ts';
import { updateRun } from '../../src-main/store/run-commands.ts';
import { homeWithRun } from '../support/open-home.ts';

const text = readFileSync('docs/storage.md', 'utf8');

it('every column of the database is explained, and no other', () => {
  const { home } = homeWithRun();
  const columns = home.db
    .prepare<[], string>(
      `SELECT m.name || '.' || c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c
       WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'`,
    )
    .pluck()
    .all();
  const explained = [...text.matchAll(/`((?:run|study|queue|series|point|chunk|event|unsealing)\.[a-z_]+)`/g)].map(
    ([, name]) => name,
  );
  expect(new Set(explained)).toEqual(new Set(columns));
  expect(text).toContain(`is the format: ${currentVersion}.`);
});

const hasPython = spawnSync('python3', ['--version']).status === 0;

it.skipIf(!hasPython)('its Python reads every point as it was logged, packed or not', async () => {
  const { home, run, writer } = homeWithRun();
  const series = 'loss/train-step';
  const steps = Array.from({ length: 5_000 }, (_, at) => 10 * at + 1);
  const values = steps.map((step) => (step === 101 ? -Infinity : Math.sin(step) / 3));
  writer.logPoints(run, [{ series, steps, values }]);
  writer.flush();
  updateRun(home.db, run, { state: 'finished' });
  const packer = new Packer({ db: home.db, restMs: 0 });
  packer.want(run);
  await packer.idle();
  packer.close();
  writer.logPoints(run, [{ series, steps: [60_000], values: [0.25] }]);
  writer.flush();
  const [, program = ''] = /```python\n([\s\S]*?)```/.exec(text) ?? [];
  const ask = `\nfor step, value in curve(${run}, "${series}"): print(step, value.hex())`;
  const { stdout, stderr } = spawnSync('python3', ['-c', program + ask], { cwd: home.directory, encoding: 'utf8' });
  expect(stderr).toBe('');
  const read = stdout
    .trim()
    .split('\n')
    .map((line) => line.split(' '));
  expect(read.map(([step]) => Number(step))).toEqual([...steps, 60_000]);
  const hex = spawnSync('python3', ['-c', 'import json, sys\nfor x in json.load(sys.stdin): print(float(x).hex())'], {
    input: JSON.stringify([...values, 0.25].map(String)),
    encoding: 'utf8',
  });
  expect(read.map(([, value]) => value)).toEqual(hex.stdout.trim().split('\n'));
});
