// The whole way through the real command line: train, look, export, test.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { jsonLines, spawnCli } from '../support/spawn-cli.ts';

describe('a run of iris', () => {
  let folder = '';
  let lines: Record<string, unknown>[] = [];
  const selftune = (line: string) => spawnCli([...line.split(' '), '--home', 'home'], folder);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'selftune-'));
    const { code, stdout, stderr } = await selftune(
      'run --sample iris --epochs 3 --seed 5 --json --set logging.everySteps=2',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    lines = jsonLines(stdout);
    return () => rmSync(folder, { recursive: true, force: true });
  });

  it('ends with a summary of exactly the promised fields', () => {
    const names = ['dense1.dropout', 'dense1.l2', 'dense2.dropout', 'input.dropout'];
    expect(lines.at(-1)).toEqual({
      type: 'summary',
      runId: 1,
      status: 'finished',
      epochs: 3,
      steps: expect.any(Number),
      trainSeconds: expect.any(Number),
      best: { epoch: expect.any(Number), validationLoss: expect.any(Number), validationMetric: expect.any(Number) },
      final: { hyperparameters: Object.fromEntries(names.map((name) => [name, expect.any(Number)])) },
      schedulePoints: expect.any(Number),
    });
  });

  it('tells every epoch once, in order', () => {
    expect(lines.filter(({ type }) => type === 'epoch').map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
  });

  it('moves its hyperparameters after the warm-up', () => {
    const { hyperparameters } = lines.filter(({ type }) => type === 'epoch').at(-1) as {
      hyperparameters: Record<string, number>;
    };
    expect(hyperparameters['input.dropout']).toBeGreaterThan(0);
    expect(hyperparameters['input.dropout']).not.toBeCloseTo(0.05, 5);
  });

  it('is listed and shown', async () => {
    const [listed] = jsonLines((await selftune('runs --json')).stdout);
    expect(listed).toMatchObject({ type: 'run', runId: 1, state: 'finished', method: 'stn', name: 'iris' });
    const [shown] = jsonLines((await selftune('show 1 --json')).stdout);
    expect(shown).toMatchObject({ runId: 1, config: { training: { seed: 5, epochs: 3 } }, unsealings: [] });
    expect((await selftune('show 1')).stdout).toMatch(/The test set is sealed\./);
    expect((await selftune('data list')).stdout).toMatch(/iris .*classification .*150 rows/);
  });

  it('exports its schedule, the same points as CSV and as JSON', async () => {
    const toFile = await selftune('export 1 --what schedule --format csv -o schedule.csv');
    expect(toFile.code).toBe(0);
    const csv = readFileSync(join(folder, 'schedule.csv'), 'utf8').trimEnd().split('\n');
    const json = JSON.parse((await selftune('export 1 --what schedule --format json')).stdout);
    expect(csv).toHaveLength(json.points.length + 1);
    expect(lines.at(-1)).toMatchObject({ schedulePoints: json.points.length });
    const last = csv.at(-1)?.split(',').map(Number);
    expect(last?.[0]).toBe(json.points.at(-1).step);
    expect(last?.[3]).toBe(json.points.at(-1).values[0]);
  });

  it('opens its test set once and says so afterwards', async () => {
    const [first] = jsonLines((await selftune('test 1 --json')).stdout);
    expect(first).toMatchObject({ type: 'test', runId: 1, isNew: true, openings: 1, rows: 23 });
    const [second] = jsonLines((await selftune('test 1 --json')).stdout);
    expect(second).toEqual({ ...first, isNew: false });
    const [shown] = jsonLines((await selftune('show 1 --json')).stdout);
    expect(shown?.unsealings).toHaveLength(1);
  });

  it('refuses to be resumed, being finished', async () => {
    const { code, stderr } = await selftune('resume 1');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^Run 1 is finished\./);
  });
});
