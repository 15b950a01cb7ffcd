// Where a run begins that goes on from another one: with that run's weights and optimiser, its own hyperparameters, and its loop afresh.
// Not here: which checkpoint of the other run (trainer), what running on from a run's own checkpoint means (loop).
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { RunConfig } from '../../src-shared/domain/run-config.ts';
import type { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import { countOf } from '../data/sentences.ts';
import type { TensorSpec } from '../engine/engine.ts';
import type { Learner } from '../methods/method.ts';
import type { Checkpoint } from './events.ts';
import { initialLoopState, type LoopState } from './loop-state.ts';

/**
 * The state before the first step of a run that begins with another's tensors. Batches and noise go on where that one's ended, so that
 * two runs at the same values, one from the other, are one run cut in two.
 * @throws AppError `train/unlike-origin` when the other run has other tensors
 */
export function beginWith(
  origin: Checkpoint,
  { learner, noise, config }: { readonly learner: Learner; readonly noise: CounterNoise; readonly config: RunConfig },
): Checkpoint {
  const isOwn = ownTensors(learner);
  const own = Object.keys(learner.state).filter(isOwn);
  const difference = differenceOf(withoutOwn(origin.specs, isOwn), withoutOwn(learner.state, isOwn));
  if (difference !== null) {
    throw new AppError(
      'train/unlike-origin',
      `This run cannot begin with what run ${config.origin ?? ''} ended with: ${difference}. Both need the same network, optimiser and form of the method.`,
    );
  }
  const initial = learner.initialState(noise);
  const { before, step, epochsDone } = origin.loop;
  return {
    specs: learner.state,
    tensors: { ...origin.tensors, ...Object.fromEntries(own.map((name) => [name, initial[name]])) },
    loop: {
      ...initialLoopState(config.training.optimizer.learningRate),
      before: { steps: before.steps + step, epochs: before.epochs + epochsDone },
    },
  } as Checkpoint;
}

/** Tells of such a beginning. @param origin the run's number */
export function begunInWords(origin: number, { before: { steps, epochs } }: LoopState): string {
  return `Begins with the weights of run ${origin}, trained for ${countOf(steps, 'step')} in ${countOf(epochs, 'epoch')} so far.`;
}

/** Whether a tensor is of the hyperparameters: their values, held or learnt, and what the optimiser keeps of these. */
function ownTensors({ hyperparameterState }: Learner): (name: string) => boolean {
  return (name) =>
    name.startsWith('held/') || hyperparameterState.some((own) => name === own || name.endsWith(`/${own}`));
}

function withoutOwn<Value>(
  record: Readonly<Record<string, Value>>,
  isOwn: (name: string) => boolean,
): ReadonlyMap<string, Value> {
  return new Map(Object.entries(record).filter(([name]) => !isOwn(name)));
}

/** In words that go on from "cannot begin with what it ended with: "; null where there is none. */
function differenceOf(there: ReadonlyMap<string, TensorSpec>, here: ReadonlyMap<string, TensorSpec>): string | null {
  const inWords = ({ shape }: TensorSpec): string => (shape.length === 0 ? 'a single number' : shape.join(' by '));
  for (const [name, spec] of here) {
    const other = there.get(name);
    if (other === undefined) return `it has no tensor "${name}"`;
    if (inWords(other) !== inWords(spec) || other.dtype !== spec.dtype)
      return `its tensor "${name}" is ${inWords(other)}, and here it is ${inWords(spec)}`;
  }
  const surplus = [...there.keys()].find((name) => !here.has(name));
  return surplus === undefined ? null : `it has a tensor "${surplus}", which there is not here`;
}
