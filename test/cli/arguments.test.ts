import { describe, expect, it } from 'vitest';
import { homeFrom, noArguments, oneOf, onlyArgument, parseArguments, runIdFrom } from '../../src-main/cli/arguments.ts';
import { harmless } from '../../src-main/cli/terminal.ts';
import { fakeTerminal } from '../support/fake-terminal.ts';

const options = { json: { type: 'boolean' }, set: { type: 'string', multiple: true } } as const;
const parse = (...args: string[]) => parseArguments('run', args, options);

describe('arguments', () => {
  it('are options and the rest', () => {
    const { values, positionals } = parse('a.json', '--set', 'x=1', '--json', '--set=y=2', '--home', 'h');
    expect(positionals).toEqual(['a.json']);
    expect(values).toMatchObject({ json: true, set: ['x=1', 'y=2'], home: 'h' });
  });

  it.each([
    [['--jsno'], '"--jsno" is no option of "run". It has --json, --set, --home, --help.'],
    [['--set'], '"--set" of "run" needs a value. One that starts with a dash is joined with "=".'],
    [['--set', '--json'], '"--set" of "run" needs a value. One that starts with a dash is joined with "=".'],
    [['--json=yes'], '"--json" of "run" takes no value.'],
    [['-x'], /^"-x" is no option of "run"/],
  ])('%j are refused in words', (args, sentence) => {
    expect(() => parse(...args)).toThrow(sentence);
  });

  it('are exactly as many as a command takes', () => {
    expect(onlyArgument('show', ['3'], 'a run number')).toBe('3');
    expect(() => onlyArgument('show', [], 'a run number')).toThrow('Nothing was named');
    expect(() => onlyArgument('show', ['3', '4'], 'a run number')).toThrow('2 things were named');
    expect(() => noArguments('runs', ['3'])).toThrow('"3" was not expected');
  });

  it.each(['0', '-1', '1.5', 'x', '', '1e3', '99999999999999999'])('"%s" is no run number', (text) => {
    expect(() => runIdFrom(text)).toThrow('is no run number');
  });

  it('choose among names', () => {
    expect(oneOf('format', ['csv', 'json'], 'csv')).toBe('csv');
    expect(() => oneOf('format', ['csv', 'json'], 'xml')).toThrow('"--format xml" is not known. Choose csv or json.');
  });

  it('name a home from the folder of the call', () => {
    const terminal = fakeTerminal({ home: '/data' });
    expect(homeFrom(undefined, terminal)).toBe('/data');
    expect(homeFrom('mine', terminal)).toBe('/data/mine');
  });
});

describe('text from files', () => {
  it('cannot steer the terminal', () => {
    expect(harmless('a\u001b[31mred\u001b[0m\r\nb\u202Ec')).toBe('a [31mred [0m b c');
  });
});
