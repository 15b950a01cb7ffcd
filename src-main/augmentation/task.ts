// What the thread of augmentation previews is asked and answers. Types alone: the host knows nothing else of this room.
import type { AugmentedImages } from '../../src-shared/contract/augmentation.ts';
import type { ErrorCode, ErrorDetails } from '../../src-shared/domain/app-error.ts';
import type { SplitConfig } from '../../src-shared/domain/run-config.ts';

export interface AugmentationTask {
  /** Folder of the data set. */
  readonly directory: string;
  /** Undefined: the one that suits the data. */
  readonly split: SplitConfig | undefined;
  /** Strengths of the input, by name. */
  readonly values: Readonly<Record<string, number>>;
  readonly count: number;
  readonly seed: number;
  readonly first: number;
}

/** To the thread. */
export interface NumberedTask {
  readonly id: number;
  readonly task: AugmentationTask;
}

/** From the thread, one for each task. */
export type NumberedAnswer =
  | { readonly id: number; readonly type: 'done'; readonly images: AugmentedImages }
  | {
      readonly id: number;
      readonly type: 'refused';
      readonly error: { readonly code: ErrorCode; readonly message: string; readonly details: ErrorDetails };
    }
  | { readonly id: number; readonly type: 'bug'; readonly stack: string };
