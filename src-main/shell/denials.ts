// What no page may do: leave the app's own pages, open windows, embed others, use devices. Denied for every page there will ever be.
import type { App, Session } from 'electron';
import { appOrigin, isOwnAddress } from './app-scheme.ts';

/** The only exceptions: what a page may ask for, and why. */
export const permissionsGranted: ReadonlyMap<string, string> = new Map([
  ['clipboard-sanitized-write', 'Copies a figure or a table when its Copy button is pressed; reading stays denied.'],
]);

/** Denies navigation, new windows and embedded pages to all web contents, those made later included. */
export function denyLeaving(app: Pick<App, 'on'>): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      // Reloading a page is a navigation to where it is.
      if (!isOwnAddress(event.url)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** Denies every permission but those of the table, and those to every page but the app's own. */
export function denyPermissions(
  session: Pick<
    Session,
    | 'setPermissionRequestHandler'
    | 'setPermissionCheckHandler'
    | 'setDevicePermissionHandler'
    | 'setDisplayMediaRequestHandler'
  >,
): void {
  session.setPermissionRequestHandler((contents, permission, callback) =>
    callback(permissionsGranted.has(permission) && isOwnAddress(contents.getURL())),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => permissionsGranted.has(permission) && originOf(origin) === appOrigin,
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);
}

/** Origins come with a slash at their end or without. */
function originOf(address: string): string {
  return address.replace(/\/$/, '');
}
