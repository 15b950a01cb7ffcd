// Chooses the engine for a run, proves that it computes rightly, and says in one sentence what was chosen and why.
// Never a silent fallback: what the user named is used or refused; what `auto` passed over is named with its reason.
import { availableParallelism } from 'node:os';
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { EngineConfig } from '../../src-shared/domain/run-config.ts';
import { type Candidate, candidatesOf, openCandidate } from './candidate.ts';
import type { Engine } from './engine.ts';
import { mayHaveGraphicsCard } from './graphics-card.ts';
import type { SelfTestResult } from './self-test.ts';
import { type TryCandidate, tryCandidate, tryCandidateSafely } from './try-candidate.ts';

export interface Choice {
  readonly engine: Engine;
  /** For people: what computes, and why. */
  readonly verdict: string;
}

/** What the choice depends on besides the configuration; replaced in tests. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly mayHaveGraphicsCard: boolean;
  readonly cores: number;
  readonly tryCandidate: TryCandidate;
}

/** `auto` leaves the processor only for a device at least this many times as fast: software adapters and small cards are not. */
const worthwhileSpeedup = 2;

/**
 * The engine of a run. The caller disposes it.
 * @throws AppError `engine/no-such-combination`, `engine/none-usable` with every reason
 */
export async function chooseEngine(config: EngineConfig, surroundings: Surroundings = here()): Promise<Choice> {
  const wanted = candidatesOf(surroundings.platform).filter(
    ({ engine, device }) => isOrAuto(config.name, engine) && isOrAuto(config.device, device),
  );
  if (wanted.length === 0) throw noSuchCombination(config, surroundings.platform);
  const seeking = config.device === 'auto' ? wanted : wanted.map((candidate) => ({ ...candidate, isAskedFor: true }));
  const passedOver: string[] = [];
  for (const candidate of seeking) {
    const refusal = await refuse(candidate, { config, surroundings, isAskedFor: config.device !== 'auto' });
    if (refusal === null) {
      const engine = await openCandidate(candidate, config.threads);
      return { engine, verdict: verdictOn(candidate, { config, surroundings, passedOver }) };
    }
    passedOver.push(refusal);
  }
  throw new AppError(
    'engine/none-usable',
    `${isAuto(config) ? 'No engine works on this machine.' : `${wishOf(config)} does not work on this machine.`} ${passedOver.join(' ')} Choose the engine "auto", or repair what is named here.`,
    { engine: config.name, device: config.device },
  );
}
