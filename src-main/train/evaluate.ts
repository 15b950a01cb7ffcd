// Scores a network on all rows of a part at the unperturbed hyperparameters. Not here: running texts (evaluate-text).
import type { TokenLevel } from '../../src-shared/domain/data-card.ts';
import type { LabelledRows, Part, PartData } from '../data/rows.ts';
import type { Engine } from '../engine/engine.ts';
import type { Learner } from '../methods/method.ts';
import { rowArrays } from './batches.ts';
import { createTextEvaluator } from './evaluate-text.ts';
import type { Evaluator } from './evaluator.ts';
import { classificationKeeper, regressionKeeper } from './metrics.ts';

/** Most rows that one call of the evaluation program takes. */
const mostRows = 512;
/** Most values of the largest layer in one call, 16 MB; convolutions hold several times as much beside it. */
const mostActivity = 2 ** 22;

function rowsOfCall({ largestActivity }: Learner['model']): number {
  return Math.max(1, Math.min(mostRows, Math.floor(mostActivity / largestActivity)));
}

export interface Evaluation {
  readonly engine: Engine;
  readonly learner: Learner;
  readonly rows: PartData<Part>;
  readonly outputs: number;
  /** Standard deviation that regression targets were divided by. */
  readonly targetDeviation: number;
  /** What the tokens of a running text are; absent: the rows are none. */
  readonly level?: TokenLevel | undefined;
  /** Called after every call of the program: lets a process that scores for minutes hear and be heard. */
  readonly breathe?: (() => Promise<void>) | undefined;
}

/** Compiles the evaluation of a part. */
export async function createEvaluator({ rows, level = 'word', ...rest }: Evaluation): Promise<Evaluator> {
  if (rows.kind === 'rows') return createRowEvaluator({ ...rest, rows });
  return createTextEvaluator({ ...rest, text: rows, level, mostActivity });
}

/** The last call is padded and its padding left out of the scores. */
async function createRowEvaluator({
  engine,
  learner,
  rows,
  outputs,
  targetDeviation,
  breathe,
}: Omit<Evaluation, 'rows' | 'level'> & { readonly rows: LabelledRows<Part> }): Promise<Evaluator> {
  const batch = Math.min(rowsOfCall(learner.model), rows.count);
  const program = await engine.compile(learner.evaluation(batch));
  const { x, answers } = rowArrays(rows, batch);
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
        await breathe?.();
      }
      return keeper.scores();
    },
    dispose: () => program.dispose(),
  };
}
