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

/** Opens `url`. @returns whether a program took it */
export function openBrowser(url: string, desktop: Desktop): Promise<boolean> {
  const command = browserCommand(desktop);
  if (command === null) return Promise.resolve(false);
  const [program, ...words] = command;
  return new Promise((resolve) => {
    // `start` of Windows takes its first quoted word for a title, so the words are handed over as they are.
    const child = spawn(program, [...words, url], {
      detached: true,
      stdio: 'ignore',
      windowsVerbatimArguments: true,
      env: desktop.environment as NodeJS.ProcessEnv,
    });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
