// Whether a graphics card is worth asking for. A cheap look before driver libraries are loaded, which takes half a second and may fail.
import { existsSync } from 'node:fs';

/** Where Linux shows graphics cards: Mesa and Intel or AMD drivers, Nvidia's driver, Windows' card seen from its Linux subsystem. */
const linuxDevices = ['/dev/dri/renderD128', '/dev/nvidia0', '/dev/dxg'] as const;

/** False only when there is certainly none; other systems than Linux are always asked. */
export function mayHaveGraphicsCard(platform: NodeJS.Platform = process.platform): boolean {
  return platform !== 'linux' || linuxDevices.some((path) => existsSync(path));
}
