// How much waits and until when, in one sentence.
import { countedWords, countWords, momentWords } from './quantities.ts';

export interface QueueSituation {
  /** Seconds of each waiting run, low and high; null where they are not known. */
  readonly waiting: readonly (readonly [number, number] | null)[];
  /** Seconds left of each run that trains. */
  readonly training: readonly (number | null)[];
  readonly atOnce: number;
  readonly isPaused: boolean;
}

/** "3 runs wait, 1 trains; all done by about 23:40." @param now milliseconds since 1970 */
export function queueWords(situation: QueueSituation, locale: string, now: number): string {
  const { waiting, training } = situation;
  const waits = waiting.length === 1 ? '1 run waits' : `${countedWords(waiting.length, 'run', 'runs', locale)} wait`;
  const trains = training.length === 1 ? '1 trains' : `${countWords(training.length, locale)} train`;
  if (waiting.length + training.length === 0) return 'No run waits, none trains.';
  const head = `${waiting.length === 0 ? 'No run waits' : waits}, ${training.length === 0 ? 'none trains' : trains}`;
  const end = endOf(situation);
  return end === null ? `${head}.` : `${head}; all done by about ${momentWords(now + end * 1_000, locale, now)}.`;
}

/** Seconds until everything is done at the latest, with all of the machine's places busy; null where it cannot be told. */
function endOf({ waiting, training, atOnce, isPaused }: QueueSituation): number | null {
  if (isPaused && waiting.length > 0) return null;
  const seconds = [...training, ...waiting.map((estimate) => estimate?.[1] ?? null)];
  let [sum, longest] = [0, 0];
  for (const each of seconds) {
    if (each === null || !Number.isFinite(each)) return null;
    sum += each;
    longest = Math.max(longest, each);
  }
  return Math.max(longest, sum / Math.max(1, atOnce));
}
