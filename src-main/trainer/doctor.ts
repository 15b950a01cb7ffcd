// Entry of a short-lived process that tries out every engine and device, sends one message and leaves.
// A process of its own: a broken driver may take it down, and the host lives on.
import { availableParallelism, totalmem } from 'node:os';
import { messageOf } from '../../src-shared/domain/app-error.ts';
import { chooseCandidate, thisMachine } from '../engine/choose.ts';
import { describeMachine } from '../engine/machine.ts';

const anyEngine = { name: 'auto', device: 'auto', threads: null } as const;

async function describeChoice() {
  try {
    const { candidate, why } = await chooseCandidate(anyEngine, thisMachine());
    return { ...candidate, why: why.join(' ') };
  } catch (error) {
    return { engine: null, device: null, why: messageOf(error) };
  }
}

const report = {
  cores: availableParallelism(),
  memoryBytes: totalmem(),
  candidates: await describeMachine(),
  choice: await describeChoice(),
};
process.send?.(report, () => process.disconnect());
