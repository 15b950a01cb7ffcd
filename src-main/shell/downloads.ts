// Files that a page has made and saves: a dialog asks where to. Nothing is fetched from elsewhere.
import { join } from 'node:path';
import type { Session } from 'electron';
import { appOrigin } from './app-scheme.ts';

/**
 * Lets pages save what they made.
 * @param folder where the dialog starts
 */
export function askWhereToSave(session: Pick<Session, 'on'>, folder: string): void {
  session.on('will-download', (event, item) => {
    // A blob's address carries the origin of the page that made it.
    if (!item.getURL().startsWith(`blob:${appOrigin}/`)) {
      event.preventDefault();
      return;
    }
    item.setSaveDialogOptions({ title: 'Save', defaultPath: join(folder, item.getFilename()) });
  });
}
