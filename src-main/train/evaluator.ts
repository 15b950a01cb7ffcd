// What scores a part, whatever the part is. Not here: how rows (evaluate) and running texts (evaluate-text) are scored.
import type { EngineState } from '../engine/engine.ts';
import type { Scores } from './metrics.ts';

export interface Evaluator {
  score(state: EngineState): Promise<Scores>;
  dispose(): void;
}
