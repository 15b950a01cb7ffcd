// Where the built app has its parts: beside this file, in the order of the sources, and the pages beside them.
import { fileURLToPath } from 'node:url';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** Of each process, the file it starts from. */
export const entries = {
  host: path('./host/entry.ts'),
  trainer: path('../trainer/main.ts'),
  doctor: path('../trainer/doctor.ts'),
  probe: path('../engine/probe.ts'),
} as const;

/** CommonJS and in one file: a sandboxed page's preload script can be nothing else. */
export const preload = path('./preload.cjs');

export const icons = { window: path('./icons/icon.png'), tray: path('./icons/tray.png') } as const;

/** The pages: beside the folder of the built main side. */
export const pages = path('../../../renderer');
