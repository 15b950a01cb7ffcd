import { expect, it } from 'vitest';
import { webPreferences } from '../../src-main/shell/web-preferences.ts';

it('a page runs isolated, in a sandbox, without Node, with web security, and nothing is spell-checked', () => {
  expect(webPreferences('/app/preload.cjs')).toEqual({
    preload: '/app/preload.cjs',
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    backgroundThrottling: true,
  });
});
