// One training inside this process, on the product's own path, scored at its end on the sealed test rows. For benchmarks only.
import type { PreparedData } from '../../src-main/data/prepare.ts';
import type { Checkpoint, TrainEvent } from '../../src-main/train/events.ts';
import { train } from '../../src-main/train/loop.ts';
import { scoreSealedTest, setUpRun, targetDeviation } from '../../src-main/train/setup.ts';
import { type RunConfigInput, runConfigSchema } from '../../src-shared/domain/run-config.ts';

export interface Outcome {
  /** Sealed test loss of the last epoch, and of the epoch with the lowest validation loss. */
  readonly testLoss: number;
  readonly bestTestLoss: number;
  readonly validationLoss: number;
  readonly bestValidationLoss: number;
  /** Values at the end, in the order of the vector. */
  readonly hyperparameters: readonly number[];
  readonly seconds: number;
  readonly last: Checkpoint;
}

/** Benchmarks need no recorded unsealing: no run of the user's is opened here. */
const unsealedAt = '1970-01-01T00:00:00Z';

/**
 * @param seen told everything that happens
 * @returns null when the loss stopped being finite
 */
export async function trainOnce(
  input: Omit<RunConfigInput, 'data'>,
  data: PreparedData,
  {
    resumeFrom = null,
    seen = () => undefined,
  }: { readonly resumeFrom?: Checkpoint | null; readonly seen?: (event: TrainEvent) => void } = {},
): Promise<Outcome | null> {
  const config = runConfigSchema.parse({ ...input, data: { dataset: '0'.repeat(16) } });
  const setup = await setUpRun(config, data);
  let best: Checkpoint | null = null;
  let last: Checkpoint | null = null;
  const loop = train({
    config,
    learner: setup.learner,
    engine: setup.engine,
    rows: data,
    outputs: data.outputs,
    targetDeviation: targetDeviation(data),
    noise: setup.noise,
    resumeFrom,
    control: { request: 'none', whenContinued: () => Promise.resolve() },
    now: () => performance.now(),
  });
  try {
    for (;;) {
      const next = await loop.next();
      if (next.done === true) {
        if (next.value.outcome === 'failed' || last === null) return null;
        const { loop: state } = next.value;
        return {
          testLoss: (await scoreSealedTest(setup, last, unsealedAt)).loss,
          bestTestLoss: (await scoreSealedTest(setup, best ?? last, unsealedAt)).loss,
          validationLoss: state.history.at(-1) ?? Number.NaN,
          bestValidationLoss: state.best?.validationLoss ?? Number.NaN,
          hyperparameters: setup.learner.read(last.tensors).values,
          seconds: state.seconds,
          last,
        };
      }
      seen(next.value);
      if (next.value.type === 'checkpoint') {
        best = next.value.best ?? best;
        last = next.value.latest;
      }
    }
  } finally {
    await setup.engine.dispose();
  }
}
