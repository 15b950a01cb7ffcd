// What is said while files are on their way into the home, and how pictures can be brought to one size.
import type { ImportProgress } from '../../src-shared/contract/data.ts';
import type { ImageColour, ImageFit } from '../../src-shared/domain/image-choices.ts';
import { countWords } from './quantities.ts';

const phaseWords: Readonly<Record<ImportProgress['phase'], string>> = {
  idle: 'The host is at it.',
  looking: 'Looking at the sizes of the files',
  reading: 'Reading',
  storing: 'Storing',
};

/** "Reading: 1,203 of 60,000"; without a total how many so far. */
export function progressWords({ phase, done, total }: ImportProgress, locale: string): string {
  if (phase === 'idle') return phaseWords.idle;
  const counted = countWords(done, locale);
  if (total === 0) return done === 0 ? `${phaseWords[phase]}.` : `${phaseWords[phase]}: ${counted} so far`;
  return `${phaseWords[phase]}: ${counted} of ${countWords(total, locale)}`;
}

export const fitChoices: readonly { readonly value: ImageFit; readonly words: string; readonly what: string }[] = [
  {
    value: 'crop',
    words: 'Fill and crop',
    what: 'Scaled until the picture covers the size; what sticks out is cut off evenly.',
  },
  { value: 'pad', words: 'Fit and pad', what: 'Scaled until the picture fits; the rest is black.' },
  { value: 'stretch', words: 'Stretch', what: 'Scaled to the size, whatever the proportions.' },
  {
    value: 'window',
    words: 'Cut out the middle',
    what: 'Not scaled: a pixel stays as large as it was. Smaller pictures get black around them.',
  },
];

export const colourChoices: readonly { readonly value: ImageColour; readonly words: string }[] = [
  { value: 'grey', words: 'Grey, one channel' },
  { value: 'colour', words: 'Colour, three channels' },
];

/** Sides of square images that networks commonly take. */
export const usualSides = [16, 28, 32, 48, 64, 96, 128, 224] as const;
