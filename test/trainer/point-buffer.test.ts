import { expect, it } from 'vitest';
import { createPointBuffer } from '../../src-main/trainer/point-buffer.ts';
import { type TrainerMessage, trainerMessageSchema } from '../../src-shared/trainer-protocol/messages.ts';

function buffer() {
  const sent: TrainerMessage[] = [];
  const clock = { now: 0 };
  return {
    sent,
    clock,
    points: createPointBuffer(
      (message) => sent.push(message),
      () => clock.now,
    ),
  };
}

it('gathers points by series and sends them when 200 ms have passed', () => {
  const { sent, clock, points } = buffer();
  points.add(1, [
    ['epoch', 0.5],
    ['loss/train-step', 3],
  ]);
  clock.now = 199;
  points.add(2, [['loss/train-step', Number.NaN]]);
  expect(sent).toEqual([]);
  clock.now = 200;
  points.add(3, [['epoch', 1]]);
  expect(sent).toEqual([
    {
      type: 'points',
      series: [
        { series: 'epoch', steps: [1, 3], values: [0.5, 1] },
        { series: 'loss/train-step', steps: [1, 2], values: [3, Number.NaN] },
      ],
    },
  ]);
  expect(trainerMessageSchema.safeParse(sent[0]).success).toBe(true);
});

it('sends at once when 5,000 points have gathered', () => {
  const { sent, points } = buffer();
  for (let step = 1; step <= 4_999; step++) points.add(step, [['seconds', step]]);
  expect(sent).toEqual([]);
  points.add(5_000, [['seconds', 5_000]]);
  expect(sent).toHaveLength(1);
});

it('sends each point once, and nothing when there is nothing', () => {
  const { sent, clock, points } = buffer();
  points.flush();
  expect(sent).toEqual([]);
  points.add(1, [['epoch', 1]]);
  points.flush();
  points.flush();
  expect(sent).toHaveLength(1);
  clock.now = 100;
  points.add(2, [['epoch', 2]]);
  expect(sent).toHaveLength(1);
  points.flush();
  expect(sent[1]).toEqual({ type: 'points', series: [{ series: 'epoch', steps: [2], values: [2] }] });
});
