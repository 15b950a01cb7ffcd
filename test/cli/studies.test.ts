// Studies over the command line, with real trainers: to their end, killed and carried on, verified, compared.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readHome } from '../../src-main/host/reader.ts';
import { jsonLines, spawnCli } from '../support/spawn-cli.ts';
import { temporaryHome } from '../support/temporary-home.ts';

const entry = join(import.meta.dirname, '../../src-main/cli/main.ts');

function studyFile(directory: string, budget: object, epochs: number, arms: readonly object[]): string {
  const file = join(directory, 'study.json');
  const training = { epochs, batchSize: 16 };
  const hyperparameters = { 'input.dropout': { mode: 'tuned' }, 'dense1.l2': { mode: 'tuned' } };
  const model = { kind: 'mlp', hidden: [{ width: 8 }] };
  const logging = { checkpointSeconds: 0.2 };
  const config = { data: { sample: 'iris' }, model, hyperparameters, training, logging };
  writeFileSync(file, JSON.stringify({ name: 'Two ways', config, arms, seeds: [1], budget }));
  return file;
}

const stn = { label: 'STN', method: { name: 'stn' } };
const random = { label: 'Random', method: { name: 'random' } };

interface Arm {
  readonly label: string;
  readonly trials: number;
  readonly failed: number;
  readonly best: readonly { readonly loss: number; readonly runId: number; readonly values: object }[];
}

const armsOf = (found: Record<string, unknown> = {}) => found.arms as readonly Arm[];

test('a study of two methods ends, is listed, and is compared in three formats', { timeout: 120_000 }, async () => {
  const home = temporaryHome();
  const file = studyFile(home, { unit: 'epochs', amount: 9 }, 3, [stn, random]);
  const ended = await spawnCli(['study', file, '--home', home, '--json'], home);
  expect(ended.stderr).toBe('');
  expect(ended.code).toBe(0);
  const last = jsonLines(ended.stdout).at(-1);
  expect(last).toMatchObject({ type: 'study', studyId: 1, status: 'finished', trials: 4, name: 'Two ways' });
  const [tuned, searched] = armsOf(last);
  expect(tuned).toMatchObject({ label: 'STN', trials: 1, failed: 0 });
  expect(searched).toMatchObject({ label: 'Random', trials: 3, failed: 0 });
  expect(Object.keys(searched?.best[0]?.values ?? {}).sort()).toEqual(['dense1.l2', 'input.dropout']);
  expect(searched?.best[0]?.loss).toBeGreaterThan(0);
  expect(last?.verdicts).toMatchObject([{ first: 'Random', baseline: 'STN', kind: 'single', pairs: 1 }]);

  const listed = await spawnCli(['studies', '--home', home], home);
  expect(listed.stdout).toMatch(/^1\s+finished\s+comparison\s+Two ways/m);
  const queue = await spawnCli(['queue', '--home', home], home);
  expect(queue.stdout).toContain('Nothing waits.');

  const latex = await spawnCli(['compare', 'study:1', '--home', home, '--format', 'latex'], home);
  expect(latex.stdout).toContain('\\toprule');
  expect(latex.stdout).toMatch(/^\s*Random & Random search & \$0\.\d+\$/m);
  const csv = await spawnCli(['compare', 'study:1', '--home', home, '--format', 'csv', '--method', 'stn'], home);
  expect(csv.stdout.trim().split('\n').at(-1)).toContain('STN');
  expect(csv.stdout).not.toContain('Random');
  const none = await spawnCli(['compare', 'study:1', '--home', home, '--method', 'pbt'], home);
  expect(none.code).toBe(2);
  expect(none.stderr).toContain('There are: stn, random.');
});

test('a study that is killed goes on where it was: no trial is lost, none begins twice', {
  timeout: 180_000,
}, async () => {
  const home = temporaryHome();
  const epochs = 400;
  const file = studyFile(home, { unit: 'epochs', amount: 4 * epochs }, epochs, [stn, random]);
  const args = [entry, 'study', file, '--home', home, '--json', '--at-once', '2'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  // Once a trial is over and others are underway.
  for await (const chunk of child.stdout) {
    output += String(chunk);
    if (/"type":"trial"/.test(output)) child.kill('SIGKILL');
  }
  if (child.signalCode === null && child.exitCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');

  const left = readHome(home, (reader) => reader.runs().map(({ state }) => state));
  expect(left).toContain('interrupted');
  expect(left.length).toBeLessThan(5);

  const resumed = await spawnCli(['study', '1', '--home', home, '--json', '--at-once', '2'], home);
  expect(resumed.stderr).toBe('');
  const last = jsonLines(resumed.stdout).at(-1);
  expect(last).toMatchObject({ type: 'study', status: 'finished', trials: 5 });
  expect(armsOf(last).map(({ trials, failed }) => [trials, failed])).toEqual([
    [1, 0],
    [4, 0],
  ]);
  const runs = readHome(home, (reader) => reader.runs());
  expect(runs.map(({ state }) => state)).toEqual(Array(5).fill('finished'));
  // Each trained for what it had been given, and the search for all of its budget.
  const trained = runs.map(({ summary }) => summary?.epochs ?? 0).sort((left, right) => left - right);
  expect(trained).toEqual([epochs, epochs, epochs, epochs, 4 * epochs]);

  // The same study, left alone, proposes the same trials.
  const other = temporaryHome();
  const whole = await spawnCli(['study', file, '--home', other, '--json', '--at-once', '2'], other);
  const bestOf = (found: Record<string, unknown> = {}) => armsOf(found)[1]?.best[0];
  expect(bestOf(jsonLines(whole.stdout).at(-1))?.values).toEqual(bestOf(last)?.values);
});

test('a run is verified: its schedule, its final values and the values it started from, with a verdict', {
  timeout: 120_000,
}, async () => {
  const home = temporaryHome();
  const run = await spawnCli(['run', '--sample', 'iris', '--epochs', '6', '--home', home, '--seed', '7'], home);
  expect(run.code).toBe(0);
  const verified = await spawnCli(['verify', '1', '--seeds', '2', '--home', home], home);
  expect(verified.stderr).toBe('');
  expect(verified.code).toBe(0);
  expect(verified.stdout).toMatch(/^Schedule: 2 trials\. Best validation loss/m);
  expect(verified.stdout).toMatch(/Replaying the schedule reached .* \(95 % interval .*, n = 2 seeds\)/);
  expect(verified.stdout).toContain('the values it started from');
  const untuned = await spawnCli(['verify', '2', '--home', home], home);
  expect(untuned.code).toBe(2);
  expect(untuned.stderr).toContain('tunes nothing');
});
