// Method `gaussian`: every hyperparameter drawn anew around its start at each training step. One of the paper's controls: does a schedule
// help only because it disturbs?
import type { GaussianConfig } from '../../src-shared/domain/method-config.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import type { Learner, LearningProblem } from './method.ts';
import { scheduled } from './scheduled.ts';

/** Builds the learner. @throws AppError `methods/misfit` */
export function gaussian(problem: LearningProblem, { deviation }: GaussianConfig): Learner {
  const noise = new CounterNoise(problem.training.seed);
  return scheduled(problem, (tuned) => ({ step }) => {
    const draws = noise.normal('schedule/gaussian', step, new Float32Array(tuned.length));
    return tuned.map(({ start }, index) => start + deviation * (draws[index] ?? Number.NaN));
  });
}
