// Entry of a short-lived process that tries out every engine and device, sends one message and leaves.
// A process of its own: a broken driver may take it down, and the host lives on.
import { availableParallelism, totalmem } from 'node:os';
import { messageOf } from '../../src-shared/domain/app-error.ts';
import { chooseCandidate, thisMachine } from '../engine/choose.ts';
import { describeMachine } from '../engine/machine.ts';
import { openChannel } from './channel.ts';

const anyEngine = { name: 'auto', device: 'auto', threads: null } as const;

async function describeChoice() {
  try {
    const { candidate, why } = await chooseCandidate(anyEngine, thisMachine());
    return { ...candidate, why: why.join(' ') };
  } catch (error) {
    return { engine: null, device: null, why: messageOf(error) };
  }
}

// Opened first: what the shell sends before anyone listens must not be taken by a probe's listener.
const opened = Promise.withResolvers<void>();
const channel = openChannel({
  onOpen: () => opened.resolve(),
  onMessage: () => undefined,
  onHostGone: () => process.exit(1),
  exit: (code) => process.exit(code),
});
const report = {
  cores: availableParallelism(),
  memoryBytes: totalmem(),
  candidates: await describeMachine(),
  choice: await describeChoice(),
};
await opened.promise;
channel.send(report);
channel.leave();
