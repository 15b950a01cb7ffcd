// PyTorch's sides of the step benchmark: the same workload, in a process for each number of threads.
import { type Side, startSide } from './step-side.ts';
import { type StepWorkload, settledOf } from './step-workloads.ts';

export interface TorchSide {
  readonly side: Side;
  readonly threads: number;
}

const threadCounts = [1, 2] as const;
/** The first python3 may be one without PyTorch; Debian's has it. */
export const pythons = ['python3', '/usr/bin/python3'] as const;

/**
 * Starts what can be started; none where PyTorch is not installed.
 * @param isLean spared work that the authors' code does without need: the weight gradients of a hyperparameter step, which it throws away;
 * in LSTMs also the products of a layer's inputs time by time, and the response's factors, which are the same at all times
 */
export async function startTorch(workload: StepWorkload, isLean: boolean): Promise<readonly TorchSide[]> {
  const started: TorchSide[] = [];
  for (const threads of threadCounts) {
    const side = await firstThatStarts(argumentsFor(workload, threads, isLean));
    if (side !== null) started.push({ side, threads });
  }
  return started;
}

/** Arguments of python3 for a workload's script. */
export function argumentsFor(workload: StepWorkload, threads: number, isLean: boolean): readonly string[] {
  const { model, shape, outputs, batch, rows, trainSteps, hyperSteps } = workload;
  const told = { model, ...shape, outputs, batch, rows, trainSteps, hyperSteps, tuned: settledOf(workload).tuned };
  return [
    new URL(`torch/step_${model.kind}.py`, import.meta.url).pathname,
    ...['--workload', JSON.stringify(told)],
    ...['--threads', String(threads)],
    ...(isLean ? ['--lean'] : []),
  ];
}

async function firstThatStarts(args: readonly string[]): Promise<Side | null> {
  for (const python of pythons) {
    // -B: no compiled modules beside the sources.
    const side = await startSide(python, ['-B', ...args], { stderr: 'ignore' });
    if (side !== null) return side;
  }
  return null;
}
