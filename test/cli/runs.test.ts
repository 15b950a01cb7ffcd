import { expect, it } from 'vitest';
import { runCommandLine } from '../../src-main/cli/command-line.ts';
import { insertRun } from '../../src-main/store/run-commands.ts';
import { setTrashed } from '../../src-main/store/run-labels.ts';
import { fakeTerminal } from '../support/fake-terminal.ts';
import { testConfig, testHome } from '../support/open-home.ts';

it('runs in the trash are listed when they are asked for, and only then', async () => {
  const home = testHome();
  const [kept, trashed] = [insertRun(home.db, testConfig(), 1), insertRun(home.db, testConfig(), 2)];
  setTrashed(home.db, [trashed], 3);
  const listed = async (...options: string[]) => {
    const terminal = fakeTerminal();
    expect(await runCommandLine(['runs', '--json', '--home', home.directory, ...options], terminal)).toBe(0);
    return terminal.printed.map((line) => JSON.parse(line) as Record<string, unknown>);
  };
  expect(await listed()).toMatchObject([{ runId: kept, trashedAt: null }]);
  expect(await listed('--trash')).toMatchObject([{ runId: trashed, trashedAt: 3 }]);
  setTrashed(home.db, [trashed], null);
  const terminal = fakeTerminal();
  await runCommandLine(['runs', '--trash', '--home', home.directory], terminal);
  expect(terminal.printed).toEqual(['The trash is empty.']);
});
