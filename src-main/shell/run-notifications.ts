// Tells of the end of a run outside the window. A click leads to the run.
import type { NotificationConstructorOptions } from 'electron';
import type { EndedRun } from './host-messages.ts';
import { endTitle } from './words.ts';

/** What is needed of Electron's Notification. */
export interface ShownNotification {
  on(event: 'click' | 'close' | 'failed', listener: () => void): unknown;
  show(): void;
}

export interface NotificationOptions {
  readonly isSupported: () => boolean;
  readonly create: (options: NotificationConstructorOptions) => ShownNotification;
  readonly openRun: (run: number) => void;
}

const longestBody = 200;

/** @returns shows one notification */
export function runNotifier({ isSupported, create, openRun }: NotificationOptions): (run: EndedRun) => void {
  // Kept: one that is collected as garbage loses its click.
  const shown = new Set<ShownNotification>();
  return ({ id, name, state, reason }) => {
    if (!isSupported()) return;
    const notification = create({ title: endTitle(name, state), body: reason.slice(0, longestBody) });
    const forget = () => shown.delete(notification);
    notification.on('click', () => {
      forget();
      openRun(id);
    });
    notification.on('close', forget);
    notification.on('failed', forget);
    shown.add(notification);
    notification.show();
  };
}
