// The application's menu: the system's own entries, Quit, and the way to the folders.
import type { MenuItemConstructorOptions } from 'electron';

export interface MenuActions {
  openLogs(): void;
  openHome(): void;
}

/** The menu of a platform. */
export function menuTemplate(platform: NodeJS.Platform, { openLogs, openHome }: MenuActions) {
  const isMac = platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    { label: '&File', submenu: [{ role: 'close' }, ...(isMac ? [] : [{ role: 'quit' as const, label: 'Quit' }])] },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { role: 'reload' },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { label: 'Open log folder', click: () => openLogs() },
        { label: 'Open data folder', click: () => openHome() },
        ...(isMac ? [] : [{ type: 'separator' as const }, { role: 'about' as const, label: 'About Selftune' }]),
      ],
    },
  ];
  return template;
}
