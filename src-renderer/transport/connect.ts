// How this page reaches the host: the one place that knows through which door it was opened.
import type { Connect, Port } from '../../src-shared/contract/port.ts';
import { openElectronPort, shellOf } from './electron-port.ts';
import { openSocketPort } from './web-socket-port.ts';

/** Path of the WebSocket beside the page. */
const contractPath = '/contract';

function connectToServer(): Promise<Port> {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  return openSocketPort(new WebSocket(`${scheme}://${location.host}${contractPath}`));
}

/** Opens a new connection to the host of this page: through the desktop app where it is shown there, else to where it came from. */
export const connect: Connect = () => {
  const shell = shellOf(window);
  return shell === null ? connectToServer() : openElectronPort(shell, window);
};
