// The mark in the system's tray while training goes on without a window. Where a desktop has no tray, starting the app again brings the
// window back as well.
import type { MenuItemConstructorOptions } from 'electron';
import { trayTip } from './words.ts';

/** What is needed of Electron's Tray. */
export interface TrayMark {
  setToolTip(text: string): void;
  setMenu(template: MenuItemConstructorOptions[]): void;
  onClick(listener: () => void): void;
  destroy(): void;
}

export interface TrayOptions {
  readonly create: () => TrayMark;
  readonly open: () => void;
  readonly quit: () => void;
}

export interface BackgroundMark {
  show(isShown: boolean): void;
  tell(runs: number): void;
}

/** A mark that is there only while it is needed. */
export function createBackgroundMark({ create, open, quit }: TrayOptions): BackgroundMark {
  let mark: TrayMark | null = null;
  let runs = 0;
  return {
    show: (isShown) => {
      if (isShown && mark === null) {
        mark = create();
        mark.setToolTip(trayTip(runs));
        mark.setMenu([
          { label: 'Open Selftune', click: open },
          { label: 'Quit', click: quit },
        ]);
        mark.onClick(open);
      } else if (!isShown) {
        mark?.destroy();
        mark = null;
      }
    },
    tell: (count) => {
      runs = count;
      mark?.setToolTip(trayTip(runs));
    },
  };
}
