import { EventEmitter } from 'node:events';
import { expect, it, vi } from 'vitest';
import { answerWindows } from '../../src-main/shell/window-connections.ts';
import { newChannel, turn } from './fake-electron.ts';

async function ask({ url = 'app://selftune/#/', isMainFrame = true, isGone = false, hasHost = true } = {}) {
  const ipc = new EventEmitter();
  const { port1 } = newChannel();
  const connect = vi.fn(async () => (hasHost ? port1 : null));
  answerWindows(ipc as never, connect);
  const senderFrame = { url };
  const sender = {
    mainFrame: isMainFrame ? senderFrame : {},
    isDestroyed: () => isGone,
    postMessage: vi.fn(),
  };
  ipc.emit('selftune:connect', { senderFrame, sender });
  await turn();
  return { connect, sender, port1 };
}

it('a window that asks gets a port', async () => {
  const { sender, port1 } = await ask();
  expect(sender.postMessage).toHaveBeenCalledExactlyOnceWith('selftune:port', null, [port1]);
});

it('a window that asks when there is no host is told so', async () => {
  const { sender } = await ask({ hasHost: false });
  expect(sender.postMessage).toHaveBeenCalledExactlyOnceWith('selftune:port', null, []);
});

it('a foreign page, an inner frame and a page that is gone get none', async () => {
  expect((await ask({ url: 'https://example.org/' })).connect).not.toHaveBeenCalled();
  expect((await ask({ isMainFrame: false })).connect).not.toHaveBeenCalled();
  const { sender, port1 } = await ask({ isGone: true });
  expect(sender.postMessage).not.toHaveBeenCalled();
  expect(port1).toMatchObject({ isClosed: true });
});
