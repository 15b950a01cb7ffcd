import { expect, it } from 'vitest';
import { layCourse, type StepKind } from '../../src-main/train/course.ts';

interface Plan {
  readonly warmUpEpochs: number;
  readonly trainSteps: number;
  readonly hyperSteps: number;
  readonly batchesPerEpoch: number;
  readonly epochs: number;
}

/** The run walked step by step, as a person would: whoever is due goes next, until the last epoch's last training step. */
function walk({ warmUpEpochs, trainSteps, hyperSteps, batchesPerEpoch, epochs }: Plan): readonly StepKind[] {
  const kinds: StepKind[] = [];
  let trained = 0;
  let trainedInCycle = 0;
  while (trained < epochs * batchesPerEpoch) {
    const isWarm = trained >= warmUpEpochs * batchesPerEpoch;
    if (isWarm && trainedInCycle === trainSteps) {
      for (let step = 0; step < hyperSteps; step++) kinds.push('hyper');
      trainedInCycle = 0;
    }
    kinds.push('train');
    trained++;
    if (isWarm) trainedInCycle++;
  }
  return kinds;
}

const plans: readonly Plan[] = [0, 1, 2, 5].flatMap((warmUpEpochs) =>
  [1, 2, 3, 5, 15].flatMap((trainSteps) =>
    [0, 1, 2, 4].flatMap((hyperSteps) =>
      [1, 3, 7].flatMap((batchesPerEpoch) =>
        [1, 2, 4, 9].map((epochs) => ({ warmUpEpochs, trainSteps, hyperSteps, batchesPerEpoch, epochs })),
      ),
    ),
  ),
);

function courseOf({ warmUpEpochs, trainSteps, hyperSteps, batchesPerEpoch, epochs }: Plan) {
  return layCourse({ warmUpEpochs, alternation: { trainSteps, hyperSteps } }, batchesPerEpoch, epochs);
}

it(`${plans.length} courses are what walking them step by step gives`, () => {
  for (const plan of plans) {
    const walked = walk(plan);
    const course = courseOf(plan);
    const steps = walked.map((_, index) => index + 1);
    let trained = 0;
    const counts = walked.map((kind) => {
      if (kind === 'train') trained++;
      return trained;
    });
    expect(course.totalSteps, JSON.stringify(plan)).toBe(walked.length);
    expect(steps.map(course.kindOf), JSON.stringify(plan)).toEqual(walked);
    expect(steps.map(course.trainStepsUpTo), JSON.stringify(plan)).toEqual(counts);
  }
});

it('a whole cycle begins where walking on gives its kinds and no epoch ends on the way', () => {
  for (const plan of plans) {
    const walked = walk(plan);
    const course = courseOf(plan);
    expect(course.cycle).toEqual([
      ...Array<StepKind>(plan.trainSteps).fill('train'),
      ...Array<StepKind>(plan.hyperSteps).fill('hyper'),
    ]);
    const warmUpSteps = Math.min(plan.warmUpEpochs, plan.epochs) * plan.batchesPerEpoch;
    const expected = walked.map((_, index) => {
      const isStart = index >= warmUpSteps && (index - warmUpSteps) % course.cycle.length === 0;
      const ahead = walked.slice(index, index + course.cycle.length);
      const endsEpoch = ahead.slice(0, -1).some((kind, position) => {
        const trained = walked.slice(0, index + position + 1).filter((known) => known === 'train').length;
        return kind === 'train' && trained % plan.batchesPerEpoch === 0;
      });
      return isStart && ahead.length === course.cycle.length && !endsEpoch;
    });
    const begins = walked.map((_, index) => course.beginsWholeCycle(index + 1));
    expect(begins, JSON.stringify(plan)).toEqual(expected);
  }
});

it('before the first step nothing has been trained', () => {
  expect(
    courseOf({ warmUpEpochs: 1, trainSteps: 2, hyperSteps: 1, batchesPerEpoch: 3, epochs: 4 }).trainStepsUpTo(0),
  ).toBe(0);
});

it('a warm-up longer than the run ends with the run', () => {
  const course = courseOf({ warmUpEpochs: 9, trainSteps: 2, hyperSteps: 1, batchesPerEpoch: 3, epochs: 2 });
  expect(course.warmUpSteps).toBe(6);
  expect(course.totalSteps).toBe(6);
});

it('a known course reads: two epochs of three batches, one of them warm-up, two training steps to one hyper step', () => {
  const course = courseOf({ warmUpEpochs: 1, trainSteps: 2, hyperSteps: 1, batchesPerEpoch: 3, epochs: 2 });
  expect([1, 2, 3, 4, 5, 6, 7].map(course.kindOf)).toEqual([
    'train',
    'train',
    'train', // warm-up
    'train',
    'train',
    'hyper',
    'train',
  ]);
  expect(course.totalSteps).toBe(7);
});
