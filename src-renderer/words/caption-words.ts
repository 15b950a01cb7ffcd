// What the schedules have done, as sentences that claim no more than the facts do.
import type { CaptionFact, LossGap } from '../../src-shared/domain/captions.ts';
import { hyperparameterWords } from './hyperparameter-words.ts';
import { countWords, numberWords } from './quantities.ts';

/** How the losses lay meanwhile; whether one is the reason of the other two curves cannot tell. */
const whileLosses: Readonly<Record<LossGap, string>> = {
  opened: '; meanwhile the training loss came to lie below the validation loss',
  widened: '; meanwhile the gap between training and validation loss widened',
  narrowed: '; meanwhile the gap between training and validation loss narrowed',
  none: '',
};

/** One sentence, or two. */
export function captionWords(fact: CaptionFact, locale: string): string {
  const number = (value: number) => numberWords(value, locale);
  const epoch = (value: number) => countWords(Math.max(0, value), locale);
  switch (fact.kind) {
    case 'warm-up':
      return `Warming up until epoch ${epoch(fact.untilEpoch)}: the hyperparameters are held while the weights settle.`;
    case 'moved':
      return `${hyperparameterWords(fact.name)} has ${fact.direction} since epoch ${epoch(fact.since)}, from ${number(fact.from)} to ${number(fact.to)}${whileLosses[fact.gap]}.`;
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
