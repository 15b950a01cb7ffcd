// How far an import is, told as it goes on.
import type { ImportProgress } from '../../../src-shared/contract/data.ts';

export type TellProgress = (progress: ImportProgress) => void;

/** For imports that nobody watches. */
export const untold: TellProgress = () => undefined;
