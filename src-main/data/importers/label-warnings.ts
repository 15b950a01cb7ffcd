// What a person should know about images and their labels, whatever file they came from.
import type { ImageContents } from '../dataset.ts';
import { rowFingerprints } from '../duplicates.ts';
import { countOf, listNames } from '../sentences.ts';
import { imbalanceWarning } from './target-column.ts';

/** Fewer images of a class cannot be in all of training, validation and test. */
const fewestOfClass = 3;

/** Classes that are rare or oddly many, images that repeat, and images that have two classes. */
export function labelWarnings(contents: ImageContents, classes: readonly string[]): string[] {
  const counts = new Int32Array(classes.length);
  for (const label of contents.labels) counts[label] = (counts[label] ?? 0) + 1;
  const rare = classes.filter((_, label) => (counts[label] ?? 0) < fewestOfClass);
  const { repeated, contradictory } = countRepeats(contents);
  return [
    ...(rare.length === 0
      ? []
      : [
          `${rare.length === 1 ? 'The class' : 'The classes'} ${listNames(rare)} ${rare.length === 1 ? 'has' : 'have'} fewer than 3 images: too few for training, validation and test to have one each.`,
        ]),
    ...imbalanceWarning(classes, counts),
    ...(repeated === 0
      ? []
      : [`${countOf(repeated, 'image')} ${repeated === 1 ? 'repeats' : 'repeat'} an earlier one exactly.`]),
    ...(contradictory === 0
      ? []
      : [
          `${countOf(contradictory, 'image')} occur under more than one class: no net can tell them apart. Look for files that lie in two folders.`,
        ]),
  ];
}

interface Repeats {
  /** Images that are equal to an earlier one. */
  readonly repeated: number;
  /** Images that are equal to one of another class. */
  readonly contradictory: number;
}

function countRepeats(contents: ImageContents): Repeats {
  const { labels } = contents;
  const fingerprints = rowFingerprints(contents, 'inputs');
  const order = Uint32Array.from(fingerprints.keys()).sort(
    (left, right) => (fingerprints[left] ?? 0) - (fingerprints[right] ?? 0),
  );
  let [repeated, contradictory] = [0, 0];
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && fingerprints[order[end] ?? 0] === fingerprints[order[start] ?? 0]) end++;
    const group = order.subarray(start, end);
    const label = labels[group[0] ?? 0];
    repeated += group.length - 1;
    if (group.some((row) => labels[row] !== label)) contradictory += group.length;
    start = end;
  }
  return { repeated, contradictory };
}
