// Runs in the window before the page, apart from it, and gives the page one function and nothing else.
import { contextBridge, ipcRenderer } from 'electron';
import { connectChannel, portChannel } from './channel-names.ts';

/** The page's window, of which no more than this is used. */
declare const window: {
  readonly location: { readonly origin: string };
  postMessage(message: unknown, origin: string, transfer: readonly unknown[]): void;
};

// Ports cannot cross the bridge as values; they can as a message to the page's own window.
ipcRenderer.on(portChannel, (event) => window.postMessage(portChannel, window.location.origin, [...event.ports]));

contextBridge.exposeInMainWorld('selftune', { connect: () => void ipcRenderer.send(connectChannel) });
