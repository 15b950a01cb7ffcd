// What a page of Selftune may do, in the one place where it is said.
import type { WebPreferences } from 'electron';

/**
 * The preferences of every window.
 * @param preload path of the built preload script
 */
export function webPreferences(preload: string): WebPreferences {
  return {
    preload,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    // The spelling checker would fetch dictionaries.
    spellcheck: false,
    // Curves of a run go on being drawn behind another window; nothing else happens there.
    backgroundThrottling: true,
  };
}
