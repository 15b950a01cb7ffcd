// What a verification says: the schedule against its final values and against the best values held, seed by seed, in one line and at
// length. Not here: the statistics (src-shared/stats/verdict) and their sentences (verdict-words there).
import type { ArmStanding, StudyRow } from '../../../src-shared/contract/studies.ts';
import { enoughSeeds, type SeedLosses, type VerdictKind, verdict } from '../../../src-shared/stats/verdict.ts';
import { type NumberWords, verdictSentences } from '../../../src-shared/stats/verdict-words.ts';
import { decimalWords, percentWords } from '../../words/quantities.ts';

/** The schedule against one other arm. */
export interface Difference {
  /** As the arm is called. */
  readonly against: string;
  readonly kind: VerdictKind;
  /** Seeds that both have trained. */
  readonly n: number;
  /** What is said of this pair alone. */
  readonly words: string;
}

export interface VerificationVerdict {
  readonly differences: readonly Difference[];
  /** What weakens all of them alike; empty where nothing does. */
  readonly caution: string;
  /** All of it in one line. */
  readonly sentence: string;
}

const kindWords: Readonly<Record<VerdictKind, string>> = {
  better: 'better than',
  same: 'practically the same as',
  worse: 'worse than',
  open: 'neither clearly better nor worse than',
  single: 'compared on one seed only with',
  none: 'not yet compared with',
};

/** How an arm stands within a sentence. */
function objectOf({ method, label }: ArmStanding): string {
  if (method === 'final') return 'its final values';
  return `${/^(best|start)/i.test(label) ? 'the ' : ''}${label.charAt(0).toLowerCase()}${label.slice(1)}`;
}

const lossesOf = (arm: ArmStanding, seeds: readonly number[]): SeedLosses['losses'] =>
  arm.best.map((loss, index) => ({ seed: seeds[index] ?? index, loss }));

/** The verdict on the schedule; what is no verification has none. */
export function verdictOf({ arms, seeds }: Pick<StudyRow, 'arms' | 'seeds'>, locale: string): VerificationVerdict {
  const schedule = arms.find(({ method }) => method === 'replay');
  if (schedule === undefined) return { differences: [], caution: '', sentence: 'The study replays no schedule.' };
  const numbers: NumberWords = {
    number: (value, decimals) => decimalWords(value, locale, decimals),
    percent: (share) => percentWords(share, locale, Math.abs(share) < 0.1 ? 1 : 0),
  };
  const found = arms
    .filter((arm) => arm !== schedule)
    .map((arm) => {
      const answer = verdict({
        first: {
          label: schedule.label,
          subject: 'The schedule',
          losses: lossesOf(schedule, seeds),
          object: 'the schedule',
        },
        baseline: { label: arm.label, object: objectOf(arm), losses: lossesOf(arm, seeds) },
        quantity: 'best validation loss',
        ways: arms.length,
      });
      return { arm, answer, sentences: verdictSentences(answer, numbers) };
    });
  const isCommon = (sentence: string) =>
    found.length > 1 && found.every(({ sentences }) => sentences.includes(sentence));
  const differences = found.map(({ arm, answer, sentences }) => ({
    against: arm.label,
    kind: answer.kind,
    n: answer.pairs.length,
    words: sentences.filter((sentence) => !isCommon(sentence)).join(' '),
  }));
  const n = Math.max(0, ...differences.map((one) => one.n));
  const kinds = [...new Set(found.map(({ answer }) => answer.kind))];
  const said = kinds
    .map((kind) => {
      const others = found.filter(({ answer }) => answer.kind === kind).map(({ arm }) => objectOf(arm));
      return `${kindWords[kind]} ${others.join(kind === 'open' ? ' or ' : ' and ')}`;
    })
    .join(', ');
  const weak = n < enoughSeeds ? `; weak evidence, as of fewer than ${enoughSeeds} seeds` : '';
  return {
    differences,
    caution: (found[0]?.sentences ?? []).filter(isCommon).join(' '),
    sentence: `The schedule is ${said} (best validation loss, n = ${n} ${n === 1 ? 'seed' : 'seeds'}${weak}).`,
  };
}
