// Method `replay`: an ordinary network under a schedule that was found or written down before.
import type { ReplayConfig } from '../../src-shared/domain/method-config.ts';
import { scheduleValues } from '../../src-shared/domain/schedule-values.ts';
import type { Learner, LearningProblem } from './method.ts';
import { scheduled } from './scheduled.ts';

/** Builds the learner. @throws AppError `methods/misfit` */
export function replay(problem: LearningProblem, { schedule, length }: ReplayConfig): Learner {
  return scheduled(problem, (tuned) => {
    const values = scheduleValues(
      schedule,
      tuned.map(({ name }) => name),
      length,
    );
    return ({ step, epoch }) => values(schedule.unit === 'epochs' ? epoch : step);
  });
}
