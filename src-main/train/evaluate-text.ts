// Scores a network on a running text: every token but the first, each predicted from what stands before it. For speed the text is cut
// into stretches that are read beside each other. Not here: rows (evaluate).
import type { TokenLevel } from '../../src-shared/domain/data-card.ts';
import type { Part, TokenStream } from '../data/rows.ts';
import type { Engine, Feeds, ProgramSource, Results } from '../engine/engine.ts';
import type { Learner } from '../methods/method.ts';
import { lengthOf } from './batches.ts';
import type { Evaluator } from './evaluator.ts';
import { languageScores } from './metrics.ts';

/** Most stretches that are read at once. */
const mostStreams = 64;
/** A stretch is at least so many times as long as one call: then reading in costs little, see {@link createTextEvaluator}. */
const callsOfStretch = 8;

/** The tokens to be predicted in one stretch: of a text's positions those from `from` on, before `to`. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Cuts a text into stretches that differ by one token at most. @param mostAtOnce as many as memory allows */
export function layStretches(
  tokens: number,
  { length, mostAtOnce }: { readonly length: number; readonly mostAtOnce: number },
): readonly Stretch[] {
  const answers = tokens - 1;
  const count = Math.max(1, Math.min(mostStreams, mostAtOnce, Math.floor(answers / (callsOfStretch * length))));
  const cut = (index: number): number => Math.floor((index * answers) / count);
  return Array.from({ length: count }, (_, index) => ({ from: cut(index), to: cut(index + 1) }));
}

export interface TextEvaluation {
  readonly engine: Engine;
  readonly learner: Learner;
  readonly text: TokenStream<Part>;
  readonly level: TokenLevel;
  /** Values of the largest layer that one call may hold. */
  readonly mostActivity: number;
  /** Called after every call of the program. */
  readonly breathe?: (() => Promise<void>) | undefined;
}

/**
 * Compiles the evaluation of a text. Each stretch but the first is read from a call's length before its beginning on: what the network
 * remembers there is then what it would remember without the cut, as far as it remembers anything that is so long ago.
 */
export async function createTextEvaluator({
  engine,
  learner,
  text,
  level,
  mostActivity,
  breathe,
}: TextEvaluation): Promise<Evaluator> {
  const length = lengthOf(learner.trainStep.program);
  const mostAtOnce = Math.floor(mostActivity / learner.model.largestActivity);
  const stretches = layStretches(text.count, { length, mostAtOnce });
  const source = learner.evaluation(stretches.length);
  const program = await engine.compile(source);
  const call = createCall(text, { stretches, length });
  const longest = Math.max(...stretches.map(({ from, to }) => to - from));
  const calls = Math.ceil(longest / length);
  return {
    score: async (state) => {
      let carried = nothingCarried(source);
      let total = 0;
      for (let index = stretches.length > 1 ? -1 : 0; index < calls; index++) {
        call.fill(index);
        const results = await program.run(state, { ...call.feeds, ...carried });
        carried = carriedIn(results);
        if (index < 0) forgetFirst(carried, stretches.length);
        else total += call.sumOfScored(results.loss ?? []);
        await breathe?.();
      }
      return languageScores(total, { tokens: text.count - 1, level });
    },
    dispose: () => program.dispose(),
  };
}

/** The arrays of a call, and which of its answers count. */
function createCall(
  { tokens, count }: TokenStream<Part>,
  { stretches, length }: { readonly stretches: readonly Stretch[]; readonly length: number },
) {
  const x = new Int32Array(stretches.length * length);
  const answers = new Int32Array(stretches.length * length);
  let call = 0;
  return {
    feeds: { x, answers },
    /** @param index of the call; -1: the one before the stretches' beginnings */
    fill: (index: number): void => {
      call = index;
      x.fill(0);
      answers.fill(0);
      for (const [row, { from }] of stretches.entries()) {
        const begin = from + index * length;
        // Before the text's beginning there is nothing to read in.
        if (begin < 0) continue;
        x.set(tokens.subarray(begin, Math.min(begin + length, count)), row * length);
        answers.set(tokens.subarray(begin + 1, Math.min(begin + 1 + length, count)), row * length);
      }
    },
    sumOfScored: (loss: ArrayLike<number>): number => {
      let sum = 0;
      for (const [row, { from, to }] of stretches.entries()) {
        const scored = Math.min(length, to - from - call * length);
        for (let index = 0; index < scored; index++) sum += loss[row * length + index] as number;
      }
      return sum;
    },
  };
}

const carriedPrefix = 'carried/';

/** Zeros for all that a program takes over from the call before. */
export function nothingCarried({ inputs }: ProgramSource): Feeds {
  return Object.fromEntries(
    Object.entries(inputs)
      .filter(([name]) => name.startsWith(carriedPrefix))
      .map(([name, { shape }]) => [name, new Float32Array(shape.reduce((size, extent) => size * extent, 1))]),
  );
}

/** What a call hands on to the next. */
export function carriedIn(results: Results): Feeds {
  return Object.fromEntries(Object.entries(results).filter(([name]) => name.startsWith(carriedPrefix)));
}

/** The first stretch begins with the text. */
function forgetFirst(carried: Feeds, rows: number): void {
  for (const values of Object.values(carried)) values.fill(0, 0, values.length / rows);
}
