// What the command line adds to a refusal of the host: how to do here what its sentence advises. The sentence itself is right for a
// window too, so that it names no option.
import type { ErrorCode } from '../../src-shared/domain/app-error.ts';

const otherHome = 'Another folder is named with: --home DIR';
const listRuns = 'List the runs with: selftune runs';
const listStudies = 'List the studies with: selftune studies';
const listDatasets = 'List the data sets with: selftune data list';

const hints: Readonly<Record<string, string>> = {
  'store/home-in-use': otherHome,
  'store/no-access': otherHome,
  'store/no-home': otherHome,
  'store/newer-file': otherHome,
  'store/unknown-run': listRuns,
  'store/unknown-study': listStudies,
  'runs/not-in-queue': listRuns,
  'runs/in-trash': 'The app restores runs: selftune serve',
  'data/bad-id': listDatasets,
  'data/no-such-dataset': listDatasets,
  'config/nothing-to-tune': 'For example: --set hyperparameters.input.dropout=tuned, or --method fixed',
  'config/only-warm-up': 'For example: --set method.warmUpEpochs=0',
};

/** A refusal's sentence with the hint for its code, where there is one. */
export function withHint(code: ErrorCode, message: string): string {
  const hint = Object.hasOwn(hints, code) ? hints[code] : undefined;
  return hint === undefined ? message : `${message} ${hint}`;
}
