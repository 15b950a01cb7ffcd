// Method `sinusoid`: every hyperparameter a wave around its start. One of the paper's controls: does a schedule help only because it moves?
import type { SinusoidConfig } from '../../src-shared/domain/method-config.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import type { Learner, LearningProblem } from './method.ts';
import { scheduled } from './scheduled.ts';

/** Builds the learner; each hyperparameter has a phase of its own, by the seed. @throws AppError `methods/misfit` */
export function sinusoid(problem: LearningProblem, { amplitude, period }: SinusoidConfig): Learner {
  const noise = new CounterNoise(problem.training.seed);
  return scheduled(problem, (tuned) => {
    const phases = noise.uniform('schedule/sinusoid', 0, new Float32Array(tuned.length));
    return ({ step }) =>
      tuned.map(
        ({ start }, index) => start + amplitude * Math.sin(2 * Math.PI * (step / period + (phases[index] ?? 0))),
      );
  });
}
