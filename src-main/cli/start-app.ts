// What `npm start` does: the window where Electron can show one, else the same app in the browser.
import { AppError } from '../../src-shared/domain/app-error.ts';
import { homeFrom, noArguments, parseArguments } from './arguments.ts';
import { type Build, mainSide, make, pages, stateOf } from './builds.ts';
import type { ExitCode } from './command.ts';
import { serveOptions } from './commands/serve.ts';
import { electronBinary, fetchElectron, runWindow } from './electron.ts';
import type { Terminal } from './terminal.ts';

export interface StartOptions {
  readonly args: readonly string[];
  /** Folder of the program. */
  readonly program: string;
  /** Folder of the package `electron`. */
  readonly electronModule: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly terminal: Terminal;
  /** Serves the app to the browser instead. */
  readonly serve: (args: readonly string[]) => Promise<ExitCode>;
  /** Milliseconds that fetching Electron may take. */
  readonly longestFetchMs?: number;
}

const startsWithinMs = 15_000;

/** Builds what is missing or older than its sources; an older one still serves when that fails. @throws AppError `cli/not-built` */
async function makeCurrent(build: Build, { program, terminal }: StartOptions): Promise<void> {
  const state = stateOf(build, program);
  if (state === 'current') return;
  terminal.line(`${build.what} ${state === 'missing' ? 'must be built, this once.' : 'must be built anew.'}`);
  try {
    await make(build, program);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || stateOf(build, program) === 'missing') throw thrown;
    terminal.line(`${thrown.message} What was built last is shown.`);
  }
}

/** Fetches Electron unless it is there. @returns the binary; null where it cannot be had */
async function obtainElectron(options: StartOptions): Promise<string | null> {
  const { electronModule, environment, terminal, longestFetchMs = 60_000 } = options;
  const place = { module: electronModule, environment };
  const binary = electronBinary(place);
  if (binary !== null || environment.ELECTRON_SKIP_BINARY_DOWNLOAD) return binary;
  if (terminal.isInteractive) terminal.status('Fetching Electron for the window, for a minute at most.');
  await fetchElectron(place, longestFetchMs, terminal);
  if (terminal.isInteractive) terminal.status('');
  return electronBinary(place);
}

/** Shows the window. @returns the exit code; or why there is no window, in words that end a sentence */
async function tryWindow(home: string | undefined, options: StartOptions): Promise<ExitCode | string> {
  const { program, environment, platform, terminal } = options;
  const hasScreen = platform !== 'linux' || environment.DISPLAY || environment.WAYLAND_DISPLAY;
  if (!hasScreen) return 'since there is no screen here for a window';
  const binary = await obtainElectron(options);
  if (binary === null) return "since Electron's binary, which a window needs, is not here and could not be fetched";
  await makeCurrent(mainSide, options);
  const named = home === undefined ? {} : { SELFTUNE_HOME: homeFrom(home, terminal) };
  const code = await runWindow({
    binary,
    args: [program],
    environment: { ...environment, ...named },
    startsWithinMs,
    terminal,
  });
  if (code === null) return 'since Electron, which a window needs, does not run here';
  return code === 0 ? 0 : 1;
}

/** Shows the app. @returns 0 when it was ended by its user @throws AppError for bad use and where nothing can be shown */
export async function startApp(options: StartOptions): Promise<ExitCode> {
  const { args, terminal, serve } = options;
  const { values, positionals } = parseArguments('serve', args, serveOptions);
  noArguments('serve', positionals);
  if (values.help === true) return serve(args);
  await makeCurrent(pages, options);
  const isForBrowser = Object.keys(values).some((name) => name !== 'home');
  const outcome = isForBrowser ? 'as its options say' : await tryWindow(values.home, options);
  if (typeof outcome !== 'string') return outcome;
  terminal.line(`Selftune opens in the browser, ${outcome}.`);
  return serve(args);
}
