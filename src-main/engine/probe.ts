// Entry of a short-lived process that tries one candidate out: drivers may abort the process or write to the terminal, and then it is
// this one. Argument: a candidate and its threads as JSON. Answer: a SelfTestResult to the parent.
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { Candidate } from './candidate.ts';
import { shellPort } from './shell-probe.ts';
import { tryCandidate } from './try-candidate.ts';

const [argument] = process.argv.slice(2);
const shell = shellPort();
if (argument === undefined || (process.send === undefined && shell === null)) {
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
// The shell ends a probe that has answered; a fork leaves by itself.
shell?.postMessage(result);
process.send?.(result, () => process.disconnect());
