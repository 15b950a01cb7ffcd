// When a run on a running text shows what it would write, and how it tells of it. Not here: the writing (text-writer).
import { textSampleKind } from '../../src-shared/domain/event-kinds.ts';
import type { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import type { Part, PartData } from '../data/rows.ts';
import type { Engine, EngineState } from '../engine/engine.ts';
import type { Learner } from '../methods/method.ts';
import type { LoopState } from './loop-state.ts';
import { createTextWriter, type TextNames, type TextWriter } from './text-writer.ts';

/** Seconds of training after which something is written, whether an epoch ends or not. */
const longestWait = 30;
/** Short epochs write no more often than this: the writing would take longer than they do. */
const shortestWait = 2;
/** Training that has to go by for a second of writing, in seconds: where it takes long it is done less often. */
const waitForSecond = 30;

/** What has happened, in the words of an event. */
export interface Told {
  readonly kind: string;
  readonly text: string;
}

export interface TextSamples {
  /** What there is to tell after a step: a sample, if one is due. */
  after(
    state: EngineState,
    moment: { readonly loop: LoopState; readonly isEpochEnd: boolean; readonly isEnd: boolean },
  ): Promise<readonly Told[]>;
  dispose(): void;
}

export interface TextSampling {
  readonly engine: Engine;
  readonly learner: Learner;
  readonly text: PartData<Part>;
  /** Absent: no running text. */
  readonly names: TextNames | undefined;
  readonly noise: CounterNoise;
  /** Training time at which the run begins or goes on. */
  readonly seconds: number;
  /** A clock that never goes back, in milliseconds. */
  readonly now: () => number;
}

/** Samples of a run; none where the learner does not write. The program that writes is compiled for the first of them. */
export function textSamples({ engine, learner, text, names, noise, seconds, now }: TextSampling): TextSamples {
  const { generation } = learner;
  if (generation === null || names === undefined || text.kind !== 'stream') {
    return { after: async () => [], dispose: () => undefined };
  }
  let writer: TextWriter | null = null;
  let last = seconds;
  /** Training that has to go by before the next sample, for what the last one took. */
  let wait = 0;
  return {
    after: async (state, { loop, isEpochEnd, isEnd }) => {
      const waited = loop.seconds - last;
      const isFirst = writer === null;
      const isLong = waited >= Math.max(isEpochEnd ? shortestWait : longestWait, wait);
      if (!isLong && !(isEpochEnd && (isFirst || isEnd))) return [];
      last = loop.seconds;
      writer ??= await createTextWriter({ engine, generation, text, names, noise });
      const compiled = isFirst ? compileNotice('the program that writes texts', writer.compileMs) : [];
      const started = now();
      const written = await writer.write(state, loop.step);
      wait = ((now() - started) / 1000) * waitForSecond;
      return [...compiled, { kind: textSampleKind, text: written }];
    },
    dispose: () => writer?.dispose(),
  };
}

/** Milliseconds of compiling from which on it is worth a word. */
const noticeable = 1_000;

/** Tells of a compilation that could be noticed. @param what was compiled */
export function compileNotice(what: string, milliseconds: number): readonly Told[] {
  if (milliseconds < noticeable) return [];
  return [{ kind: 'compiled', text: `Compiled ${what} in ${(milliseconds / 1000).toFixed(1)} s.` }];
}
