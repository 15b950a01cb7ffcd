// The findings of a run's checks as sentences: the fact, then the way out.
import type { HealthFinding, HealthLevel } from '../../src-shared/domain/health.ts';
import { hyperparameterWords } from './hyperparameter-words.ts';
import { numberWords } from './quantities.ts';
import { inSentence } from './sentence-case.ts';

export const levelWords: Readonly<Record<HealthLevel, string>> = { good: 'Good', watch: 'Watch', bad: 'Trouble' };

export interface HealthWords {
  readonly title: string;
  readonly sentence: string;
}

/** Names in a sentence: "Dropout of dense 1, noise of input and 2 others". */
function list(names: readonly string[]): string {
  const words = names.map((name, index) => {
    const text = hyperparameterWords(name);
    return index === 0 ? text : inSentence(text);
  });
  if (words.length <= 2) return words.join(' and ');
  return `${words.slice(0, 2).join(', ')} and ${words.length - 2} ${words.length === 3 ? 'other' : 'others'}`;
}

const isOrAre = (names: readonly unknown[]) => (names.length === 1 ? 'is' : 'are');

const endWords = {
  high: 'upper end of the range. Widen the range to see whether more helps.',
  low: 'lower end of the range. The data may not need it.',
} as const;

/** Title and sentence of a finding. */
export function healthWords(finding: HealthFinding, locale: string): HealthWords {
  const number = (value: number) => numberWords(value, locale);
  switch (finding.check) {
    case 'numbers':
      return {
        title: 'Numbers',
        sentence: finding.lossIsFinite
          ? 'No last loss is NaN or infinite.'
          : 'A last loss is NaN or infinite. Lower the learning rate, or cap the strongest dropout.',
      };
    case 'fit': {
      const { rise } = finding;
      if (rise === null) return { title: 'Fit', sentence: 'Too few epochs to tell.' };
      if (finding.level === 'good') {
        return {
          title: 'Fit',
          sentence: `The last validation loss is ${number(rise.last)}, the best was ${number(rise.best)} at epoch ${number(rise.bestEpoch)}. That does not count as over-fitting.`,
        };
      }
      return {
        title: 'Fit',
        sentence: `The validation loss was best at epoch ${number(rise.bestEpoch)} (${number(rise.best)}) and is ${number(rise.last)} now, while the training loss fell: a sign of over-fitting. The weights of the best epoch are kept.`,
      };
    }
    case 'range': {
      const { names } = finding;
      if (names.length === 0) return { title: 'Range', sentence: 'No hyperparameter is at an end of its range.' };
      const sentences = (['high', 'low'] as const).flatMap((end) => {
        const there = names.filter((name) => name.end === end).map(({ name }) => name);
        return there.length === 0 ? [] : [`${list(there)} ${isOrAre(there)} at the ${endWords[end]}`];
      });
      return { title: 'Range', sentence: sentences.join(' ') };
    }
    case 'scale': {
      const { names } = finding;
      if (names.length === 0) return { title: 'Perturbation', sentence: 'No perturbation scale has collapsed.' };
      return {
        title: 'Perturbation',
        sentence: `The perturbation of ${inSentence(list(names.map(({ name }) => name)))} has shrunk below a tenth of its start, so its gradient says little. Raise the entropy weight, or hold the scales.`,
      };
    }
    case 'swings': {
      const { names } = finding;
      if (names.length === 0) return { title: 'Steadiness', sentence: 'No hyperparameter is seen to swing.' };
      return {
        title: 'Steadiness',
        sentence: `${list(names)} ${names.length === 1 ? 'swings' : 'swing'} by more than a usual perturbation around the trend. Lower the learning rate of the hyperparameters.`,
      };
    }
    default:
      return finding satisfies never;
  }
}
