// Entry of a short-lived process that tries one candidate out: drivers may abort the process or write to the terminal, and then it is
// this one. Argument: a candidate and its threads as JSON. Answer: a SelfTestResult to the parent.
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { Candidate } from './candidate.ts';
import { tryCandidate } from './try-candidate.ts';

const [argument] = process.argv.slice(2);
if (argument === undefined || process.send === undefined) {
  throw new AppError(
    'engine/probe-alone',
    'The engine probe was started by hand. It is started by the program itself.',
  );
}
const { candidate, threads } = JSON.parse(argument) as {
  readonly candidate: Candidate;
  readonly threads: number | null;
};
const result = await tryCandidate(candidate, threads);
process.send(result, () => process.disconnect());
