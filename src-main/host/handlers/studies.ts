// Answers about studies and schedules. Not here: what a study does next (studies).
import type { Handlers } from '../../../src-shared/contract/procedures.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';

type StudyHandlers = Pick<Handlers, Extract<keyof Handlers, `studies.${string}` | `schedules.${string}`>>;

const notBuilt = (): never => {
  throw new AppError('studies/not-built', 'Studies are not built yet.');
};

/** The handlers of `studies.*` and `schedules.*`. */
export function studyHandlers(): StudyHandlers {
  return {
    'studies.check': notBuilt,
    'studies.start': notBuilt,
    'studies.list': () => [],
    'studies.get': notBuilt,
    'studies.progress': notBuilt,
    'studies.pause': notBuilt,
    'studies.continue': notBuilt,
    'studies.stop': notBuilt,
    'studies.rename': notBuilt,
    'studies.forVerification': notBuilt,
    'studies.forSensitivity': notBuilt,
    'schedules.ofRun': notBuilt,
    'schedules.read': notBuilt,
  };
}
