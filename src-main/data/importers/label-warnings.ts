// What a person should know about images and their labels, whatever file they came from.
import type { ImageContents } from '../dataset.ts';
import { countDuplicateRows } from '../duplicates.ts';
import { countOf, listNames } from '../sentences.ts';
import { imbalanceWarning } from './target-column.ts';

/** Fewer images of a class cannot be in all of training, validation and test. */
const fewestOfClass = 3;

/** Classes that are rare or oddly many, and images that repeat. */
export function labelWarnings(contents: ImageContents, classes: readonly string[]): string[] {
  const counts = new Int32Array(classes.length);
  for (const label of contents.labels) counts[label] = (counts[label] ?? 0) + 1;
  const rare = classes.filter((_, label) => (counts[label] ?? 0) < fewestOfClass);
  const duplicates = countDuplicateRows(contents);
  return [
    ...(rare.length === 0
      ? []
      : [
          `${rare.length === 1 ? 'The class' : 'The classes'} ${listNames(rare)} ${rare.length === 1 ? 'has' : 'have'} fewer than 3 images: too few for training, validation and test to have one each.`,
        ]),
    ...imbalanceWarning(classes, counts),
    ...(duplicates === 0
      ? []
      : [`${countOf(duplicates, 'image')} ${duplicates === 1 ? 'repeats' : 'repeat'} an earlier one exactly.`]),
  ];
}
