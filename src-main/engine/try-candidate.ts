// Tries a candidate out: in this process where that is safe, in one of its own where a driver is involved.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { AppError, messageOf } from '../../src-shared/domain/app-error.ts';
import { type Candidate, openCandidate } from './candidate.ts';
import { plainReason } from './plain-reason.ts';
import { type SelfTestResult, selfTest } from './self-test.ts';
import { probeThroughShell, shellPort } from './shell-probe.ts';

/** Tries a candidate out. Failures are answers, never thrown. */
export type TryCandidate = (candidate: Candidate, threads: number | null) => Promise<SelfTestResult>;

/** In this process. */
export const tryCandidate: TryCandidate = async (candidate, threads) => {
  try {
    const engine = await openCandidate(candidate, threads);
    try {
      return await selfTest(engine);
    } finally {
      await engine.dispose();
    }
  } catch (thrown) {
    const isAbsent = thrown instanceof AppError && thrown.code === 'engine/absent';
    return { kind: isAbsent ? 'absent' : 'failed', ...reasonFor(candidate, thrown) };
  }
};

function reasonFor(candidate: Candidate, thrown: unknown): { reason: string; detail?: string } {
  const said = firstSentence(messageOf(thrown));
  const reason = plainReason(candidate, said, thrown instanceof AppError);
  return reason === said ? { reason } : { reason, detail: said };
}

/** Drivers add traces and places in their sources; a person wants the first line, which ONNX Runtime opens with such a place. */
function firstSentence(message: string): string {
  const [line = ''] = message.split('\n');
  const sentence = line.replace(/^\/onnxruntime_src.* was false\. /, '').trim();
  return sentence.endsWith('.') ? sentence : `${sentence}.`;
}

const patienceMs = 20_000;

/** @param ending how the test process ended, for the middle of a sentence */
function brokenOff(ending: string): SelfTestResult {
  return { kind: 'failed', reason: 'Its driver broke the test off.', detail: `Its test process ended ${ending}.` };
}

/** In a process of its own, unless it is the processor that computes: ONNX Runtime is known to abort over a WebGPU driver. */
export const tryCandidateSafely: TryCandidate = (candidate, threads) => {
  if (candidate.device === 'cpu') return tryCandidate(candidate, threads);
  const argument = JSON.stringify({ candidate, threads });
  const shell = shellPort();
  if (shell !== null) {
    return probeThroughShell(shell, argument).then(({ result, ending }) =>
      ending === null ? (result as SelfTestResult) : brokenOff(ending),
    );
  }
  const child = fork(fileURLToPath(new URL('./probe.ts', import.meta.url)), [argument], {
    execArgv: [],
    // What drivers write is for their authors.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    timeout: patienceMs,
    killSignal: 'SIGKILL',
  });
  return new Promise((resolve) => {
    child.once('message', (result) => resolve(result as SelfTestResult));
    child.once('error', (error) => resolve({ kind: 'failed', ...reasonFor(candidate, error) }));
    child.once('exit', (code, signal) => {
      const ending = signal === null ? `with code ${code}` : `by signal ${signal}`;
      resolve(brokenOff(ending));
    });
  });
};
