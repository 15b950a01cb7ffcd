// Opens the user's browser. Whether that works is never more than a sentence.
import { spawn } from 'node:child_process';

export interface Desktop {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What opens an address on a desktop; null where there is no screen to open it on. */
export function browserCommand({ platform, environment }: Desktop): readonly [string, ...string[]] | null {
  if (platform === 'win32') return ['cmd', '/c', 'start', '""'];
  if (platform === 'darwin') return ['open'];
  // Without a screen xdg-open would start a text browser in this very terminal.
  const hasScreen = Boolean(environment.DISPLAY) || Boolean(environment.WAYLAND_DISPLAY);
  return hasScreen ? ['xdg-open'] : null;
}

/** A program that has not failed by then shows the page, or stays with it. */
const failsWithinMs = 2_000;

/** Opens `url`. @returns whether a program took it */
export function openBrowser(url: string, desktop: Desktop): Promise<boolean> {
  const command = browserCommand(desktop);
  if (command === null) return Promise.resolve(false);
  const [program, ...words] = command;
  return new Promise((resolve) => {
    const child = spawn(program, [...words, url], {
      // It stays when Selftune ends.
      detached: true,
      stdio: 'ignore',
      // `start` takes its first quoted word for a title, so the words are handed over as they are.
      windowsVerbatimArguments: true,
      env: desktop.environment as NodeJS.ProcessEnv,
    });
    child.unref();
    const timer = setTimeout(() => resolve(true), failsWithinMs);
    const settle = (isOpen: boolean) => {
      clearTimeout(timer);
      resolve(isOpen);
    };
    child.once('error', () => settle(false));
    child.once('exit', (code) => settle(code === 0));
  });
}
