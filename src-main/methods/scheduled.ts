// What the methods share whose hyperparameters change by a rule settled before: the network and the steps of method `fixed`, with values
// that come in anew at each training step. Not here: the rules.
import type { TunedHyperparameter } from '../../src-shared/domain/hyperparameter.ts';
import type { NamedTensors } from '../engine/engine.ts';
import { fixed } from './fixed.ts';
import type { Learner, LearningProblem, TrainingPlace } from './method.ts';
import { refuseMisfit } from './misfit.ts';
import { float, heldName } from './programs.ts';

/** Values at a training step, in the order of the hyperparameters set to tuned. */
export type Rule = (place: TrainingPlace) => readonly number[];

const inputName = (name: string): string => `scheduled/${name}`;

/**
 * Builds a learner whose hyperparameters set to tuned follow a rule, each within the ends of its range.
 * @throws AppError `methods/misfit`
 */
export function scheduled(problem: LearningProblem, ruleOf: (tuned: readonly TunedHyperparameter[]) => Rule): Learner {
  refuseMisfit(problem);
  const { tuned } = problem.hyperparameters;
  const rule = ruleOf(tuned);
  const at: Rule = (place) => {
    const values = rule(place);
    return tuned.map(({ range }, index) => clipped(values[index] ?? Number.NaN, range));
  };
  const base = fixed(problem);
  const { program, ...step } = base.trainStep;
  const inputs = tuned.map(({ name }) => inputName(name));
  return {
    ...base,
    initialState: (noise) => ({
      ...base.initialState(noise),
      ...Object.fromEntries(
        at({ step: 0, epoch: 0 }).map((value, index) => [heldName(tuned[index]?.name ?? ''), Float32Array.of(value)]),
      ),
    }),
    trainStep: {
      ...step,
      scheduled: { inputs, at },
      program: {
        ...program,
        inputs: { ...program.inputs, ...Object.fromEntries(inputs.map((name) => [name, float()])) },
        body: (state, fed) => {
          const values = Object.fromEntries(
            tuned.map(({ name }) => [heldName(name), fed[inputName(name)]]),
          ) as NamedTensors;
          const done = program.body({ ...state, ...values }, fed);
          return { state: { ...done.state, ...values }, results: done.results };
        },
      },
    },
  };
}

const clipped = (value: number, [lowest, highest]: readonly [number, number]): number =>
  Math.min(highest, Math.max(lowest, value));
