// Entry of the host as a utility process of the desktop app. What it does is in serve-shell.
import { homedir } from 'node:os';
import type { ParentPort } from 'electron';
import { createApplication } from '../../host/application.ts';
import { defaultHome, logsDirectory } from '../../host/paths.ts';
import { serveShell } from './serve-shell.ts';

const shell = (process as unknown as { readonly parentPort: ParentPort }).parentPort;
const home = defaultHome({ platform: process.platform, environment: process.env, userDirectory: homedir() });
const service = serveShell({
  tell: (message) => shell.postMessage(message),
  createApplication,
  home,
  logs: logsDirectory(home),
  platform: process.platform,
});
shell.on('message', ({ data, ports }) => service.receive(data, ports));
// The process ends after this, and the shell starts it anew.
process.on('uncaughtExceptionMonitor', (thrown) => service.logBug(thrown));
// Ctrl-C in a terminal reaches the whole group of processes; the shell decides what becomes of the host.
process.on('SIGINT', () => undefined);
