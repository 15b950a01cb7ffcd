// The state that a run's first step in this process starts from, and what the host is told about it.
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { HostMessage, TrainerMessage } from '../../src-shared/trainer-protocol/messages.ts';
import type { Checkpoint } from '../train/events.ts';
import { beginWith, begunInWords } from '../train/origin.ts';
import type { RunSetup } from '../train/setup.ts';
import { readLatest } from './checkpoint-files.ts';

type TrainMessage = Extract<HostMessage, { type: 'train' }>;
type Send = (message: TrainerMessage) => void;

/**
 * The checkpoint to resume from; else what the run's origin ended with; null: new weights.
 * @throws AppError `trainer/origin-gone`, `train/unlike-origin`
 */
export async function firstState(message: TrainMessage, setup: RunSetup, send: Send): Promise<Checkpoint | null> {
  const own = message.isResume ? await readLatest(message.runDirectory, message.checkpoint) : null;
  if (message.isResume) send({ type: 'event', ...resumed(own) });
  else for (const text of setup.data.notes) send({ type: 'event', step: 0, epoch: 0, kind: 'data', text });
  const { origin } = message.config;
  if (own !== null || origin === undefined) return own;

  const last = message.originDirectory === undefined ? null : await readLatest(message.originDirectory);
  if (last === null) {
    throw new AppError(
      'trainer/origin-gone',
      `This run begins with what run ${origin} ended with, and that run has no checkpoint any more. Start a run of its own, without "origin".`,
      { origin },
    );
  }
  const begun = beginWith(last, setup);
  send({ type: 'event', step: 0, epoch: 0, kind: 'origin', text: begunInWords(origin, begun.loop) });
  return begun;
}

function resumed(checkpoint: Checkpoint | null) {
  const step = checkpoint?.loop.step ?? 0;
  const text = checkpoint === null ? 'No checkpoint was found. The run starts again.' : `Resumed after step ${step}.`;
  return { step, epoch: checkpoint?.loop.epochsDone ?? 0, kind: 'resumed', text };
}
