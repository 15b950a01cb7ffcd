import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recoverRuns } from '../../src-main/runs/recover.ts';
import { openHomeForWriting } from '../../src-main/store/open.ts';
import { listRuns } from '../../src-main/store/queries/list-runs.ts';
import { seriesPoints } from '../../src-main/store/queries/series-points.ts';
import { temporaryHome } from '../support/temporary-home.ts';

/** Lets a process log points for `lines` reports, kills it, and says what it had reported with its times. */
async function logUntilKilled(directory: string, lines: number) {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../support/write-points.ts'), directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const chunk of child.stdout) {
    output += String(chunk);
    if (output.split('\n').length > lines) child.kill('SIGKILL');
  }
  if (child.signalCode === null) await once(child, 'exit');
  return output
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split(' ').map(Number));
}

test('after kill -9 the file is whole, no run is stuck and at most one second of points is lost', async () => {
  for (const lines of [40, 2_000, 8_000]) {
    const directory = temporaryHome();
    const reports = await logUntilKilled(directory, lines);
    expect(reports.length).toBeGreaterThanOrEqual(lines);
    const home = openHomeForWriting({ directory, now: Date.now });
    expect(home.notices).toEqual([]);
    expect(home.db.pragma('integrity_check', { simple: true })).toBe('ok');
    const [run] = listRuns(home.db);
    expect(run?.state).toBe('running');
    recoverRuns(home.db, Date.now);
    expect(listRuns(home.db)[0]?.state).toBe('interrupted');
    const kept = run === undefined ? 0 : (seriesPoints(home.db, run.id, 'loss/train-step').steps.at(-1) ?? 0);
    const lastTime = reports.at(-1)?.[1] ?? 0;
    const lost = reports.find(([step]) => (step ?? 0) > kept);
    expect(lastTime - (lost?.[1] ?? lastTime)).toBeLessThan(1_000);
    home.close();
  }
});
