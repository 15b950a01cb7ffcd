// A port over the MessagePort that the desktop app hands to its window. Values are cloned: no bytes in between.
// Not here: when to connect (connect, client).
import { cloningPort } from '../../src-shared/contract/cloning-port.ts';
import type { Port } from '../../src-shared/contract/port.ts';

/** What the preload script puts on the window: asks for a port, which comes as a message of this name. */
export interface Shell {
  connect(): void;
}

/** Name of the message that brings the port; without one when there is no host. */
const portMessage = 'selftune:port';

/** How long the host may take to open a home: after an update it may have to rewrite it first. */
const patienceMs = 60_000;

/** The window's own messages, as far as they are needed here. */
export interface MessageSource {
  readonly location: { readonly origin: string };
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/** The desktop app's function on this window; null in a browser. */
export function shellOf(window: object): Shell | null {
  return 'selftune' in window ? (window.selftune as Shell) : null;
}

/**
 * Asks the desktop app for a port.
 * @throws Error when there is no host
 */
export function openElectronPort(shell: Shell, source: MessageSource): Promise<Port> {
  const { promise, resolve, reject } = Promise.withResolvers<Port>();
  const listener = ({ data, origin, ports }: MessageEvent) => {
    if (data !== portMessage || origin !== source.location.origin) return;
    const [port] = ports;
    if (port === undefined) reject(new Error('There is no host.'));
    else resolve(messagePort(port));
  };
  const timer = setTimeout(() => reject(new Error('No port came in time.')), patienceMs);
  source.addEventListener('message', listener);
  shell.connect();
  return promise.finally(() => {
    clearTimeout(timer);
    source.removeEventListener('message', listener);
  });
}

/** The contract's port over the window's end of a channel. */
export function messagePort(port: MessagePort): Port {
  return cloningPort({
    postMessage: (value) => port.postMessage(value),
    start: () => port.start(),
    close: () => port.close(),
    onMessage: (listener) => port.addEventListener('message', ({ data }) => listener(data)),
    onClose: (listener) => port.addEventListener('close', listener),
  });
}
