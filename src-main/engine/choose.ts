// Chooses the engine for a run, proves that it computes rightly, and says in plain words what was chosen and why.
// Never a silent fallback: what the user named is used or refused; what `auto` passed over is named with its reason.
import { availableParallelism } from 'node:os';
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { EngineConfig } from '../../src-shared/domain/run-config.ts';
import { type Candidate, candidatesOf, openCandidate } from './candidate.ts';
import type { Engine } from './engine.ts';
import { mayHaveGraphicsCard } from './graphics-card.ts';
import { type TryCandidate, tryCandidateSafely } from './try-candidate.ts';
import { capitalised, milliseconds, threadsInWords, titleOf } from './words.ts';

export interface Choice {
  readonly engine: Engine;
  /** For people: what computes, and why. */
  readonly verdict: string;
}

/** What the choice depends on besides the configuration. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly mayHaveGraphicsCard: boolean;
  readonly cores: number;
  readonly tryCandidate: TryCandidate;
}

/** This machine. */
export function thisMachine(): Surroundings {
  return {
    platform: process.platform,
    mayHaveGraphicsCard: mayHaveGraphicsCard(),
    cores: availableParallelism(),
    tryCandidate: tryCandidateSafely,
  };
}

/** `auto` leaves the processor only for a device this many times as fast: software adapters and the smallest cards are not. */
const worthwhileSpeedup = 2;

/**
 * The engine of a run. The caller disposes it.
 * @throws AppError `engine/no-such-combination`, or `engine/none-usable` with every reason
 */
export async function chooseEngine(config: EngineConfig, machine: Surroundings = thisMachine()): Promise<Choice> {
  const { candidate, why } = await chooseCandidate(config, machine);
  const engine = await openCandidate(candidate, config.threads);
  const isThreaded = candidate.engine === 'onnx' && candidate.device === 'cpu';
  const threads = isThreaded ? ` with ${threadsInWords(config.threads ?? machine.cores)}` : '';
  return { engine, verdict: [...why, `Training uses ${titleOf(candidate)}${threads}.`].join(' ') };
}

/** A candidate that passed its self-test, and the sentences that led to it. */
export interface ChosenCandidate {
  readonly candidate: Candidate;
  readonly why: readonly string[];
}

/** The choice without opening anything. @throws as {@link chooseEngine} */
export async function chooseCandidate(config: EngineConfig, machine: Surroundings): Promise<ChosenCandidate> {
  const wanted = candidatesOf(machine.platform).filter(
    ({ engine, device }) =>
      (config.name === 'auto' || config.name === engine) && (config.device === 'auto' || config.device === device),
  );
  if (wanted.length === 0) throw noSuchCombination(config, machine.platform);
  const mayTryCards = config.device !== 'auto' || machine.mayHaveGraphicsCard;
  const isAccelerated = ({ device }: Candidate): boolean => device !== 'cpu';
  const why = mayTryCards || !wanted.some(isAccelerated) ? [] : ['No graphics card found.'];
  const processorMs = once(() => timeOfProcessor(config, machine));
  for (const candidate of wanted) {
    if (isAccelerated(candidate) && !mayTryCards) continue;
    const result = await machine.tryCandidate(candidate, config.threads);
    if (result.kind !== 'usable') {
      // What was never installed is no news to those who left the choice to the program.
      if (result.kind === 'failed' || config.name !== 'auto')
        why.push(`${capitalised(titleOf(candidate))} cannot be used: ${result.reason}`);
      continue;
    }
    if (config.device !== 'auto' || !isAccelerated(candidate)) return { candidate, why };
    const times = `a test step takes ${milliseconds(result.ms)} there and ${milliseconds(await processorMs())} on the processor.`;
    if (result.ms * worthwhileSpeedup <= (await processorMs())) return { candidate, why: [...why, capitalised(times)] };
    why.push(`${capitalised(titleOf(candidate))} works and is not worth it: ${times}`);
  }
  throw noneUsable(config, why);
}

/** Infinite when the processor's engine fails: then any other is worth it. */
async function timeOfProcessor({ threads }: EngineConfig, { tryCandidate }: Surroundings): Promise<number> {
  const result = await tryCandidate({ engine: 'onnx', device: 'cpu' }, threads);
  return result.kind === 'usable' ? result.ms : Number.POSITIVE_INFINITY;
}

function once<Value>(compute: () => Promise<Value>): () => Promise<Value> {
  let computed: Promise<Value> | null = null;
  return () => {
    computed ??= compute();
    return computed;
  };
}

function noSuchCombination({ name, device }: EngineConfig, platform: NodeJS.Platform): AppError {
  const known = candidatesOf(platform).map((candidate) => `${candidate.engine} on ${candidate.device}`);
  return new AppError(
    'engine/no-such-combination',
    `The engine "${name}" on the device "${device}" does not exist on this system. There are: ${known.join(', ')}. Choose one of them, or "auto".`,
    { engine: name, device },
  );
}

function noneUsable({ name, device }: EngineConfig, why: readonly string[]): AppError {
  return new AppError(
    'engine/none-usable',
    `No engine of those asked for (engine "${name}", device "${device}") passed its self-test. ${why.join(' ')} Choose another engine or device, or "auto" for both.`,
    { engine: name, device },
  );
}
