// A window that asks gets a port to the host. It asks by the one function of its preload script, and again whenever its port has closed.
import type { IpcMain, IpcMainEvent, MessagePortMain } from 'electron';
import { isOwnAddress } from './app-scheme.ts';
import { connectChannel, portChannel } from './channel-names.ts';

function isAskedByPage({ senderFrame, sender }: IpcMainEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isOwnAddress(senderFrame.url);
}

/**
 * Answers windows.
 * @param connect a port to the host, null when there is none
 */
export function answerWindows(ipc: Pick<IpcMain, 'on'>, connect: () => Promise<MessagePortMain | null>): void {
  ipc.on(connectChannel, (event) => {
    if (!isAskedByPage(event)) return;
    void connect().then((port) => {
      // The page may be gone by now; then the port closes with the message that nobody gets.
      if (event.sender.isDestroyed()) port?.close();
      else event.sender.postMessage(portChannel, null, port === null ? [] : [port]);
    });
  });
}
