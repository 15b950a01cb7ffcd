// Lets a network that has read a running text write one: token after token, each drawn from what the network expects next. Nothing here
// changes the training: the state is only read, and the draws have a stream of their own. Not here: when something is written (text-samples).
import type { TokenLevel } from '../../src-shared/domain/data-card.ts';
import type { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import type { Part, TokenStream } from '../data/rows.ts';
import { textOfTokens } from '../data/tokens.ts';
import type { Engine, EngineState, ProgramSource } from '../engine/engine.ts';
import { carriedIn, nothingCarried } from './evaluate-text.ts';

/** Tokens of one sample: some lines of either. */
const lengthOfSample: Readonly<Record<TokenLevel, number>> = { word: 60, character: 300 };
/** Below 1 likely tokens become likelier: samples then show what was learnt rather than how broad the distribution is. */
const temperature = 0.8;

/** What the tokens of a running text stand for. */
export interface TextNames {
  readonly level: TokenLevel;
  /** [V] */
  readonly vocabulary: readonly string[];
}

export interface TextWriter {
  readonly compileMs: number;
  /** A text by the network as it stands. @param step decides the draws */
  write(state: EngineState, step: number): Promise<string>;
  dispose(): void;
}

/** Compiles a learner's way to write. @param text which the samples take their first token from */
export async function createTextWriter({
  engine,
  generation,
  text,
  names,
  noise,
}: {
  readonly engine: Engine;
  readonly generation: ProgramSource;
  readonly text: TokenStream<Part>;
  readonly names: TextNames;
  readonly noise: CounterNoise;
}): Promise<TextWriter> {
  const program = await engine.compile(generation);
  const length = lengthOfSample[names.level];
  return {
    compileMs: program.compileMs,
    write: async (state, step) => {
      const [first = 0, ...draws] = noise.uniform('sample', step, new Float32Array(length));
      const written = [text.tokens[Math.floor(first * text.count)] ?? 0];
      let carried = nothingCarried(generation);
      for (const draw of draws) {
        const results = await program.run(state, { x: Int32Array.of(written.at(-1) ?? 0), ...carried });
        carried = carriedIn(results);
        const token = drawToken(results.output ?? [], draw);
        if (token === null) break;
        written.push(token);
      }
      return textOfTokens(written, names);
    },
    dispose: () => program.dispose(),
  };
}

/**
 * A token drawn from the softmax of logits at the sample's temperature.
 * @param draw uniform in [0, 1)
 * @returns null where the logits are not finite
 */
export function drawToken(logits: ArrayLike<number>, draw: number): number | null {
  let largest = Number.NEGATIVE_INFINITY;
  for (let token = 0; token < logits.length; token++) largest = Math.max(largest, logits[token] as number);
  const weights = Float64Array.from(logits, (logit) => Math.exp((logit - largest) / temperature));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!Number.isFinite(total)) return null;
  let left = draw * total;
  for (let token = 0; token < weights.length; token++) {
    left -= weights[token] as number;
    if (left < 0) return token;
  }
  return weights.length - 1;
}
