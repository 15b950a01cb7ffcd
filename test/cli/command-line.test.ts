import { describe, expect, it } from 'vitest';
import { commands, runCommandLine } from '../../src-main/cli/command-line.ts';
import { fakeTerminal } from '../support/fake-terminal.ts';

describe('the command line', () => {
  it.each([[[]], [['--help']], [['help']]])('called with %j lists every command', async (args) => {
    const terminal = fakeTerminal();
    expect(await runCommandLine(args, terminal)).toBe(0);
    for (const { name } of commands) expect(terminal.printed.join()).toContain(`selftune ${name}`);
  });

  it.each(commands.map(({ name }) => name))('explains "%s" with its usage', async (name) => {
    const terminal = fakeTerminal();
    expect(await runCommandLine([...name.split(' '), 'anything', '--help'], terminal)).toBe(0);
    expect(terminal.printed[0]).toMatch(new RegExp(`^selftune ${name}`));
    expect(terminal.printed[0]).toContain('--home DIR');
  });

  it.each([
    [['data'], '"data" needs a second word. There are: data import, data list, data show.'],
    [['data', 'drop'], '"data" needs a second word.'],
    [['runs', '3'], '"3" was not expected; "selftune runs" takes options only.'],
    [['export', '3'], 'What to export was not named'],
    [['export', '3', '--what', 'model'], '"--what model" is not known. Choose schedule.'],
    [['export', '3', '--what', 'schedule', '--format', 'xml'], '"--format xml" is not known. Choose csv or json.'],
    [['run', 'a.json', '--sample', 'iris'], 'Both a config (a.json) and the sample "iris" were named'],
    [['data', 'import'], 'No file was named'],
    [['data', 'import', 'a.csv', '--header', 'maybe'], '"--header maybe" is not known. Choose yes or no.'],
    [['data', 'show', 'iris'], '"iris" is no data set id'],
    [['data', 'show', 'iris'], 'List the data sets with: selftune data list'],
    [['show', '1'], 'choose the right folder as the home. Another folder is named with: --home DIR'],
  ])('%j is bad use', async (args, sentence) => {
    const terminal = fakeTerminal();
    expect(await runCommandLine(args, terminal)).toBe(2);
    expect(terminal.errors).toEqual([expect.stringContaining(sentence)]);
    expect(terminal.printed).toEqual([]);
  });
});
