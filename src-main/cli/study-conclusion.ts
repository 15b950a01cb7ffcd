// What the arms of a study say about each other: paired verdicts over its seeds.
import type { StudyRow } from '../../src-shared/contract/studies.ts';
import { type SeedLosses, type Verdict, verdict } from '../../src-shared/stats/verdict.ts';
import { verdictText } from '../../src-shared/stats/verdict-words.ts';

/** How the arms of a verification stand in a sentence. */
const inWords = [
  { begins: 'Schedule', subject: 'Replaying the schedule', object: 'the schedule' },
  { begins: 'Final values', subject: 'Holding its final values', object: 'its final values' },
  { begins: 'Best fixed', subject: 'Holding the best fixed values', object: 'the best fixed values known of' },
  { begins: 'Start values', subject: 'Holding the start values', object: 'the values it started from' },
] as const;

/** The losses of one arm, by seed. */
function lossesOf({ arms, seeds, purpose }: StudyRow, arm: number): SeedLosses {
  const { label = '', best = [] } = arms[arm] ?? {};
  const words = purpose === 'verification' ? inWords.find(({ begins }) => label.startsWith(begins)) : undefined;
  return {
    label,
    ...(words === undefined ? {} : { subject: words.subject, object: words.object }),
    losses: seeds.map((seed, place) => ({ seed, loss: best[place] ?? Number.NaN })),
  };
}

/** A verdict for another program: what is compared, which way it went, and how sure that is. */
export function verdictObject(found: Verdict) {
  const { kind, question, difference, practical, pairs, isWeak } = found;
  return {
    first: question.first.label,
    baseline: question.baseline.label,
    quantity: question.quantity,
    kind,
    pairs: pairs.length,
    difference,
    probabilities: { better: practical.better, same: practical.same, worse: practical.worse },
    region: practical.region,
    isWeak,
    text: verdictText(found),
  };
}

export interface Conclusion {
  readonly verdicts: readonly ReturnType<typeof verdictObject>[];
  /** For people. */
  readonly lines: readonly string[];
}

/**
 * Of a verification, the schedule against each of the others; of other studies, each arm against the first.
 * Nothing of a study with one arm.
 */
export function conclusionOf(row: StudyRow): Conclusion {
  const [head, ...others] = row.arms.map((_, arm) => lossesOf(row, arm));
  if (head === undefined || others.length === 0) return { verdicts: [], lines: [] };
  const verdicts = others.map((other) => {
    const [first, baseline] = row.purpose === 'verification' ? [head, other] : [other, head];
    return verdictObject(verdict({ first, baseline, quantity: 'validation loss', ways: row.arms.length }));
  });
  return { verdicts, lines: verdicts.map(({ text }) => text) };
}
