// Entry of the desktop app, as a boot list. Built by vite.main.config.ts; what it starts and shows is in the files beside it.
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  Notification,
  nativeTheme,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
} from 'electron';
import { registerAppScheme, serveAppScheme } from './app-scheme.ts';
import { createChildren, type Fork } from './children.ts';
import { denyLeaving, denyPermissions } from './denials.ts';
import { askWhereToSave } from './downloads.ts';
import { startHostProcess } from './host-process.ts';
import { createLeaving } from './leaving.ts';
import { createMainWindow } from './main-window.ts';
import { menuTemplate } from './menu.ts';
import { entries, icons, pages, preload } from './places.ts';
import { stayAwake } from './power.ts';
import { restartBudget } from './restart-budget.ts';
import { runNotifier } from './run-notifications.ts';
import { createBackgroundMark } from './tray.ts';
import { answerWindows } from './window-connections.ts';
import { hostGivenUp, leaveAnswers, leaveQuestion } from './words.ts';

function boot(): void {
  app.enableSandbox();
  // Windows files notifications under this name; elsewhere the call does not exist.
  if (process.platform === 'win32') app.setAppUserModelId('org.selftune.app');
  registerAppScheme(protocol);
  denyLeaving(app);

  const now = () => performance.now();
  let liveRuns = 0;

  const window = createMainWindow({
    create: (options) => new BrowserWindow(options),
    workAreas: () => {
      const main = screen.getPrimaryDisplay();
      return [main, ...screen.getAllDisplays().filter(({ id }) => id !== main.id)].map(({ workArea }) => workArea);
    },
    stateFile: join(app.getPath('userData'), 'window.json'),
    preload,
    icon: icons.window,
    isDark: () => nativeTheme.shouldUseDarkColors,
    onOpen: () => leaving.onWindowOpen(),
    onClose: (event) => leaving.onWindowClose(event),
    onSessionEnd: (event) => leaveWithTheSystem(event),
    mayReload: restartBudget(now),
  });

  const mark = createBackgroundMark({
    create: () => {
      const tray = new Tray(icons.tray);
      return {
        setToolTip: (text) => tray.setToolTip(text),
        setMenu: (template) => tray.setContextMenu(Menu.buildFromTemplate(template)),
        onClick: (listener) => void tray.on('click', listener),
        destroy: () => tray.destroy(),
      };
    },
    open: () => window.show(),
    quit: () => app.quit(),
  });

  const leaving = createLeaving({
    platform: process.platform,
    liveRuns: () => liveRuns,
    ask: async (runs) => {
      const parent = window.current();
      const question = leaveQuestion(runs);
      const { response } = await (parent === null
        ? dialog.showMessageBox(question)
        : dialog.showMessageBox(parent, question));
      return leaveAnswers[response] ?? 'cancel';
    },
    shutDown: () => host?.shutDown() ?? Promise.resolve(),
    // What fails inside the host stands in its log; this is for whoever started the app from a terminal.
    onFailure: (thrown) => void process.stderr.write(`The host could not be shut down: ${String(thrown)}\n`),
    quit: () => app.quit(),
    destroyWindow: () => window.destroy(),
    onBackground: (isInBackground) => mark.show(isInBackground),
  });

  let host: ReturnType<typeof startHostProcess> | null = null;
  const endWith = (message: string) => {
    dialog.showErrorBox('Selftune', message);
    void leaving.leaveNow();
  };

  // The system waits for an app that asks it to, for as long as a checkpoint takes.
  const leaveWithTheSystem = (event?: { preventDefault(): void }) => {
    event?.preventDefault();
    void leaving.leaveNow();
  };

  const startHost = () => {
    const keepAwake = stayAwake(powerSaveBlocker);
    const fork: Fork = (entry, args, options) => utilityProcess.fork(entry, args, options);
    const newChannel = () => new MessageChannelMain();
    const kill = (pid: number) => {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It was quicker.
      }
    };
    host = startHostProcess({
      fork,
      newChannel,
      children: createChildren({ fork, newChannel, entries, environment: process.env, kill }),
      entry: entries.host,
      version: app.getVersion(),
      mayRestart: restartBudget(now),
      onLive: (runs) => {
        liveRuns = runs;
        keepAwake(runs);
        mark.tell(runs);
      },
      onRunEnded: runNotifier({
        isSupported: () => Notification.isSupported(),
        create: (options) => new Notification(options) as never,
        openRun: (run) => window.showRun(run),
      }),
      onFailed: endWith,
      onGivenUp: () => endWith(hostGivenUp),
      onOutput: (text) => void process.stderr.write(text),
    });
  };

  const openFolder = (of: 'home' | 'logs') => {
    const folders = host?.folders() ?? null;
    if (folders !== null) void shell.openPath(folders[of]);
  };

  // Either may come before there can be a window, or when there is to be none any more.
  const comeBack = () =>
    void app.whenReady().then(() => {
      if (!leaving.isLeaving()) window.show();
    });
  app.on('second-instance', comeBack);
  app.on('activate', comeBack);
  app.on('window-all-closed', () => leaving.onAllWindowsClosed());
  app.on('before-quit', (event) => leaving.onBeforeQuit(event));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void leaving.leaveNow());

  void app.whenReady().then(() => {
    serveAppScheme(protocol, pages);
    denyPermissions(session.defaultSession);
    askWhereToSave(session.defaultSession, app.getPath('downloads'));
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(
        menuTemplate(process.platform, { openLogs: () => openFolder('logs'), openHome: () => openFolder('home') }),
      ),
    );
    powerMonitor.on('shutdown', leaveWithTheSystem);
    startHost();
    answerWindows(ipcMain, () => host?.connect() ?? Promise.resolve(null));
    window.show();
  });
}

// A profile of its own beside the home of the runs, unless a test names one.
if (!app.commandLine.hasSwitch('user-data-dir'))
  app.setPath('userData', join(app.getPath('appData'), 'Selftune window'));
// A second start brings the first one's window to the front and ends.
if (app.requestSingleInstanceLock()) boot();
else app.quit();
