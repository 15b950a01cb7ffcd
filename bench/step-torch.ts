// PyTorch's sides of the step benchmark: the same workload, on the processor in a process for each number of threads, on an Nvidia card in
// one.
import { type Side, startSide } from './step-side.ts';
import { type StepWorkload, settledOf } from './step-workloads.ts';

export interface TorchSide {
  readonly side: Side;
  /** Null on a card. */
  readonly threads: number | null;
}

/** Where PyTorch computes. */
export const torchDevices = ['cpu', 'cuda'] as const;
export type TorchDevice = (typeof torchDevices)[number];

export interface TorchOptions {
  readonly device: TorchDevice;
  /**
   * Spared work that the authors' code does without need: the weight gradients of a hyperparameter step, which it throws away; in LSTMs also
   * the products of a layer's inputs time by time, and the response's factors, which are the same at all times.
   */
  readonly isLean: boolean;
}

/** With a card one thread asks for its work; more have nothing to do. */
const threadCounts = { cpu: [1, 2], cuda: [1] } as const;
/** The first python3 may be one without PyTorch; Debian's has it. */
export const pythons = ['python3', '/usr/bin/python3'] as const;

/** Starts what can be started; none where PyTorch, or the card, is not there. */
export async function startTorch(workload: StepWorkload, options: TorchOptions): Promise<readonly TorchSide[]> {
  const started: TorchSide[] = [];
  for (const threads of threadCounts[options.device]) {
    const side = await firstThatStarts(argumentsFor(workload, threads, options));
    if (side !== null) started.push({ side, threads: options.device === 'cpu' ? threads : null });
  }
  return started;
}

/** Arguments of python3 for a workload's script. */
export function argumentsFor(
  workload: StepWorkload,
  threads: number,
  { device, isLean }: TorchOptions,
): readonly string[] {
  const { model, shape, outputs, batch, rows, trainSteps, hyperSteps } = workload;
  const told = { model, ...shape, outputs, batch, rows, trainSteps, hyperSteps, tuned: settledOf(workload).tuned };
  return [
    new URL(`torch/step_${model.kind}.py`, import.meta.url).pathname,
    ...['--workload', JSON.stringify(told)],
    ...['--threads', String(threads)],
    ...['--device', device],
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
