// A discovered schedule: every hyperparameter's value and perturbation scale over one run.
import type { HyperparameterName } from './hyperparameter.ts';

export interface SchedulePoint {
  readonly step: number;
  /** Fractional epochs completed. */
  readonly epoch: number;
  readonly seconds: number;
  /** In the unit people see, in the order of `Schedule.hyperparameters`. */
  readonly values: readonly number[];
  /** Perturbation's standard deviation in unconstrained space, same order. */
  readonly scales: readonly number[];
}

export interface Schedule {
  readonly hyperparameters: readonly HyperparameterName[];
  readonly points: readonly SchedulePoint[];
}
