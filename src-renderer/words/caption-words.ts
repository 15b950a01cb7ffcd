// What the schedules have done, as sentences that claim no more than the facts do.
import type { CaptionFact, LossGap } from '../../src-shared/domain/captions.ts';
import { hyperparameterWords } from './hyperparameter-words.ts';
import { countWords, numberWords } from './quantities.ts';

/** What a rising regulariser and these losses say together. */
const risenBecause: Readonly<Record<LossGap, string>> = {
  opened: ' while the training loss fell below the validation loss: the network over-fits without it',
  widened: ' while the training loss fell farther below the validation loss: the network over-fits without it',
  narrowed: ', and the gap between training and validation loss has narrowed since',
  none: ': the validation loss asks for more of it',
};

/** One sentence, or two. */
export function captionWords(fact: CaptionFact, locale: string): string {
  const number = (value: number) => numberWords(value, locale);
  const epoch = (value: number) => countWords(Math.max(0, value), locale);
  switch (fact.kind) {
    case 'warm-up':
      return `Warming up until epoch ${epoch(fact.untilEpoch)}: the hyperparameters are held while the weights settle.`;
    case 'moved': {
      const because = fact.direction === 'risen' ? risenBecause[fact.gap] : ': the validation loss asks for less of it';
      return `${hyperparameterWords(fact.name)} has ${fact.direction} since epoch ${epoch(fact.since)}, from ${number(fact.from)} to ${number(fact.to)}${because}.`;
    }
    case 'turned': {
      const [first, then] = fact.peak > fact.from ? ['rose', 'fallen'] : ['fell', 'risen'];
      return `${hyperparameterWords(fact.name)} ${first} from ${number(fact.from)} to ${number(fact.peak)} until epoch ${epoch(fact.at)} and has ${then} to ${number(fact.to)} since.`;
    }
    case 'held':
      return fact.count === fact.of
        ? 'No hyperparameter has moved much yet.'
        : `${countWords(fact.count, locale)} of ${countWords(fact.of, locale)} hyperparameters stayed near their start.`;
    default:
      return fact satisfies never;
  }
}
