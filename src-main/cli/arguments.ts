// Arguments of a command, read by Node's own parser, with its refusals in this program's words.
import { resolve } from 'node:path';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { AppError, messageOf } from '../../src-shared/domain/app-error.ts';
import { type RunId, runIdSchema } from '../../src-shared/domain/ids.ts';
import type { Terminal } from './terminal.ts';

/** Options that every command takes. */
const everywhere = { home: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;

function inWords(thrown: unknown, command: string, options: ParseArgsOptionsConfig): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  const option = /'(--?[^' ,]+)/.exec(messageOf(thrown))?.[1] ?? 'an option';
  switch (code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION': {
      const known = Object.keys(options).map((name) => `--${name}`);
      return new AppError(
        'cli/unknown-option',
        `"${option}" is no option of "${command}". It has ${known.join(', ')}.`,
      );
    }
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return new AppError(
        'cli/bad-option',
        messageOf(thrown).includes('does not take')
          ? `"${option}" of "${command}" takes no value.`
          : `"${option}" of "${command}" needs a value. One that starts with a dash is joined with "=".`,
      );
    default:
      return thrown;
  }
}

/**
 * Reads a command's arguments.
 * @param command name as it was called, for refusals
 * @throws AppError `cli/unknown-option`, `cli/bad-option`
 */
export function parseArguments<const Options extends ParseArgsOptionsConfig>(
  command: string,
  args: readonly string[],
  options: Options,
) {
  const all = { ...options, ...everywhere };
  try {
    return parseArgs({ args: [...args], options: all, allowPositionals: true, strict: true });
  } catch (thrown) {
    throw inWords(thrown, command, all);
  }
}

/** The home that was named, or the default one, as an absolute path. */
export function homeFrom(named: string | undefined, terminal: Terminal): string {
  return named === undefined ? terminal.defaultHome : resolve(terminal.directory, named);
}

/**
 * The one argument that a command takes.
 * @param what it is called in a refusal, with its article: `a run number`
 * @throws AppError `cli/bad-argument`
 */
export function onlyArgument(command: string, positionals: readonly string[], what: string): string {
  const [first] = positionals;
  if (first !== undefined && positionals.length === 1) return first;
  const seen = positionals.length === 0 ? 'Nothing was named' : `${positionals.length} things were named`;
  throw new AppError('cli/bad-argument', `${seen}; "selftune ${command}" expects ${what}.`);
}

/** Refuses arguments where there should be none. @throws AppError `cli/bad-argument` */
export function noArguments(command: string, positionals: readonly string[]): void {
  const [first] = positionals;
  if (first === undefined) return;
  throw new AppError('cli/bad-argument', `"${first}" was not expected; "selftune ${command}" takes options only.`);
}

/** The run number in `text`. @throws AppError `cli/bad-argument` */
export function runIdFrom(text: string): RunId {
  const parsed = runIdSchema.safeParse(/^\d{1,15}$/.test(text) ? Number(text) : Number.NaN);
  if (parsed.success) return parsed.data;
  throw new AppError('cli/bad-argument', `"${text}" is no run number. List the runs with: selftune runs`);
}

/** One of `choices`. @throws AppError `cli/bad-option` */
export function oneOf<Choice extends string>(option: string, choices: readonly Choice[], value: string): Choice {
  const choice = choices.find((candidate) => candidate === value);
  if (choice !== undefined) return choice;
  throw new AppError('cli/bad-option', `"--${option} ${value}" is not known. Choose ${choices.join(' or ')}.`);
}
