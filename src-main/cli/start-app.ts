// What `npm start` does: the window where Electron can show one, else the same app in the browser.
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { ExitCode } from './command.ts';
import { electronBinary, fetchElectron, runWindow } from './electron.ts';
import { buildRenderer, rendererState } from './renderer-build.ts';
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

/** Options that only make sense in a browser. */
const browserOptions = /^--(?:port|no-open|new-token)(?:=|$)/;

/** Builds pages that are missing or older than their sources; older ones still serve when that fails. */
async function makePagesCurrent(program: string, terminal: Terminal): Promise<void> {
  const state = rendererState(program);
  if (state === 'current') return;
  terminal.line(
    state === 'missing' ? 'Building the pages, this once.' : 'Building the pages anew: their sources have changed.',
  );
  try {
    await buildRenderer(program);
  } catch (thrown) {
    // Without pages, serve says what to do.
    if (!(thrown instanceof AppError) || rendererState(program) === 'missing') throw thrown;
    terminal.line(`${thrown.message} The pages of the last build are shown.`);
  }
}

/** Shows the window. @returns the exit code; or why there is no window, in words that end a sentence */
async function tryWindow(options: StartOptions): Promise<ExitCode | string> {
  const { args, program, electronModule, environment, platform, terminal, longestFetchMs = 60_000 } = options;
  if (args.some((word) => browserOptions.test(word))) return 'as its options ask';
  const hasScreen = platform !== 'linux' || Boolean(environment.DISPLAY) || Boolean(environment.WAYLAND_DISPLAY);
  if (!hasScreen) return 'since there is no screen here for a window';
  const place = { module: electronModule, environment };
  if (electronBinary(place) === null) {
    const mayFetch = !environment.ELECTRON_SKIP_BINARY_DOWNLOAD;
    if (mayFetch) terminal.status('Fetching Electron for the window, for a minute at most.');
    const isThere = mayFetch && (await fetchElectron(place, longestFetchMs, terminal));
    if (mayFetch) terminal.status('');
    if (!isThere) return "since Electron's binary, which a window needs, is not here and could not be fetched";
  }
  const binary = electronBinary(place);
  if (binary === null) return "since Electron's binary is gone";
  const code = await runWindow({ binary, args: [program, ...args], environment, startsWithinMs, terminal });
  if (code === null) return 'since Electron, which a window needs, does not run here';
  return code === 0 ? 0 : 1;
}

/** Shows the app. @returns 0 when it was ended by its user */
export async function startApp(options: StartOptions): Promise<ExitCode> {
  const { args, program, terminal, serve } = options;
  await makePagesCurrent(program, terminal);
  const outcome = await tryWindow(options);
  if (typeof outcome !== 'string') return outcome;
  terminal.line(`Selftune opens in the browser, ${outcome}.`);
  return serve(args);
}
