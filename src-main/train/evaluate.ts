// Scores a network on all rows of a part at the unperturbed hyperparameters.
import type { LabelledRows, Part } from '../data/rows.ts';
import type { Engine, EngineState } from '../engine/engine.ts';
import type { Learner } from '../methods/method.ts';
import { classificationKeeper, regressionKeeper, type Scores } from './metrics.ts';

/** Most rows that one call of the evaluation program takes. */
const mostRows = 512;
/** Most values of the largest layer in one call, 16 MB; convolutions hold several times as much beside it. */
const mostActivity = 2 ** 22;

function rowsOfCall({ largestActivity }: Learner['model']): number {
  return Math.max(1, Math.min(mostRows, Math.floor(mostActivity / largestActivity)));
}

export interface Evaluator {
  score(state: EngineState): Promise<Scores>;
  dispose(): void;
}

/** Compiles the evaluation of these rows; the last call is padded and its padding left out of the scores. */
export async function createEvaluator({
  engine,
  learner,
  rows,
  outputs,
  targetDeviation,
}: {
  readonly engine: Engine;
  readonly learner: Learner;
  readonly rows: LabelledRows<Part>;
  readonly outputs: number;
  /** Standard deviation that regression targets were divided by. */
  readonly targetDeviation: number;
}): Promise<Evaluator> {
  const batch = Math.min(rowsOfCall(learner.model), rows.count);
  const program = await engine.compile(learner.evaluation(batch));
  const x = new Float32Array(batch * rows.width);
  const answers = rows.task === 'classification' ? new Int32Array(batch) : new Float32Array(batch);
  return {
    score: async (state) => {
      const keeper = rows.task === 'classification' ? classificationKeeper(outputs) : regressionKeeper(targetDeviation);
      for (let from = 0; from < rows.count; from += batch) {
        const count = Math.min(batch, rows.count - from);
        const indices = Uint32Array.from({ length: batch }, (_, index) => Math.min(from + index, rows.count - 1));
        rows.gather(indices, x, answers);
        const { output, loss } = await program.run(state, { x, answers });
        if (output === undefined || loss === undefined)
          throw new Error('The evaluation program returned no output or loss.');
        keeper.add({ output, loss, answers, rows: count });
      }
      return keeper.scores();
    },
    dispose: () => program.dispose(),
  };
}
