// The one window: made, brought back to where it was, brought to the front, led to a run.
import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { appOrigin } from './app-scheme.ts';
import { webPreferences } from './web-preferences.ts';
import { placeWindow, readWindowState, smallestWindow, writeWindowState } from './window-state.ts';

export interface MainWindowOptions {
  readonly create: (options: BrowserWindowConstructorOptions) => BrowserWindow;
  /** What can be used of each display, the main one first. */
  readonly workAreas: () => readonly Rectangle[];
  readonly stateFile: string;
  readonly preload: string;
  readonly icon: string;
  readonly isDark: () => boolean;
  readonly onOpen: () => void;
  readonly onClose: (event: { preventDefault(): void }) => void;
  /** Windows is about to end the session. */
  readonly onSessionEnd: (event: { preventDefault(): void }) => void;
  /** Whether a page that died may be loaded once more. */
  readonly mayReload: () => boolean;
}

export interface MainWindow {
  /** Opens it, or brings it to the front. */
  show(): void;
  /** The same, at the page of a run. */
  showRun(run: number): void;
  /** Closes it without asking. */
  destroy(): void;
  current(): BrowserWindow | null;
}

/** Before the page is there: the colours of its own background. */
const background = { light: '#f7f8fa', dark: '#14171c' } as const;

/** The main window; none is open until it is shown. */
export function createMainWindow(options: MainWindowOptions): MainWindow {
  let window: BrowserWindow | null = null;

  const save = (opened: BrowserWindow) => {
    // Of a maximised window, those it goes back to.
    writeWindowState(options.stateFile, { ...opened.getNormalBounds(), isMaximised: opened.isMaximized() });
  };

  const open = (hash: string) => {
    const { isMaximised, ...bounds } = placeWindow(readWindowState(options.stateFile), options.workAreas());
    const opened = options.create({
      ...bounds,
      minWidth: smallestWindow.width,
      minHeight: smallestWindow.height,
      title: 'Selftune',
      icon: options.icon,
      show: false,
      backgroundColor: options.isDark() ? background.dark : background.light,
      webPreferences: webPreferences(options.preload),
    });
    window = opened;
    if (isMaximised) opened.maximize();
    opened.once('ready-to-show', () => opened.show());
    opened.on('close', (event) => {
      save(opened);
      options.onClose(event);
    });
    opened.on('query-session-end', (event) => options.onSessionEnd(event));
    opened.on('closed', () => {
      if (window === opened) window = null;
    });
    opened.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit' && options.mayReload()) opened.reload();
    });
    void opened.loadURL(`${appOrigin}/${hash}`);
    options.onOpen();
  };

  const show = (hash: string) => {
    if (window === null) return open(hash);
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    // Only what stands behind the # changes: the page stays and goes there.
    if (hash !== '') void window.loadURL(`${appOrigin}/${hash}`);
  };

  return {
    show: () => show(''),
    showRun: (run) => show(`#/runs/${run}`),
    destroy: () => window?.destroy(),
    current: () => window,
  };
}
