// Everything the training loop has to say, as it happens.
import type { SeriesName } from '../../src-shared/domain/metric.ts';
import type { Results, TensorSpecs } from '../engine/engine.ts';
import type { LoopState } from './loop-state.ts';

/** A run frozen between two steps: with the config and the data it is enough to go on as if it had never stopped. */
export interface Checkpoint {
  readonly specs: TensorSpecs;
  readonly tensors: Results;
  readonly loop: LoopState;
}

export type TrainEvent =
  | { readonly type: 'compiled'; readonly milliseconds: number }
  | { readonly type: 'points'; readonly step: number; readonly values: readonly (readonly [SeriesName, number])[] }
  /** One thing that happened, in plain words. */
  | {
      readonly type: 'event';
      readonly step: number;
      readonly epoch: number;
      readonly kind: string;
      readonly text: string;
    }
  | {
      readonly type: 'progress';
      readonly step: number;
      readonly totalSteps: number;
      readonly epoch: number;
      readonly seconds: number;
      readonly loss: number;
    }
  /** To be written in this order: the best so far, if it is newer than the one written last, then the present state. */
  | { readonly type: 'checkpoint'; readonly best: Checkpoint | null; readonly latest: Checkpoint };

/** How a run ended. */
export type TrainOutcome =
  | { readonly outcome: 'finished' | 'stopped'; readonly reason: string; readonly loop: LoopState }
  | {
      readonly outcome: 'failed';
      readonly code: 'train/non-finite';
      readonly reason: string;
      readonly loop: LoopState;
    };

/** What the user has asked of a running loop; read between steps, or between cycles that run as one. */
export interface Control {
  readonly request: 'none' | 'pause' | 'finish-epoch' | 'stop';
  /** Settles when the request is no longer `pause`. */
  whenContinued(): Promise<void>;
}
