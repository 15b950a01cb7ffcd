// The least that a trainer process is: says hello, answers its task with the numbers that JSON has no word for, and ends as its config is named.
import type { HostMessage, TrainerMessage } from '../../src-shared/trainer-protocol/messages.ts';

const say = (message: TrainerMessage) => process.send?.(message);

process.on('message', (message: HostMessage) => {
  if (message.type !== 'train') return;
  say({
    type: 'points',
    series: [{ series: 'loss/train', steps: [1, 2, 3], values: [Number.NaN, -Infinity, message.config.training.seed] }],
  });
  console.error('about to end');
  if (message.config.name === 'crash') process.exit(3);
  if (message.config.name === 'kill') process.kill(process.pid, 'SIGKILL');
  const summary = { epochs: 1, steps: 3, trainSeconds: 0, best: null, final: { hyperparameters: {} } };
  say({
    type: 'done',
    outcome: 'finished',
    reason: 'Done.',
    summary: { ...summary, bestHyperparameters: {} },
  });
  process.disconnect();
});
say({ type: 'hello', protocol: 1, pid: process.pid });
