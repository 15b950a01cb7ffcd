// The shape of one example as a network receives it. Not here: how rows become inputs (data/).
import type { DataCard } from './data-card.ts';

export interface InputShape {
  /** Values of one example, I. */
  readonly inputs: number;
  /** [height, width, channels] of an image, whose product is I; null for the row of a table. */
  readonly imageShape: readonly [number, number, number] | null;
  /** For tokens: how many are told apart, V, and whether they are a running text or sequences of I tokens each. Absent: numbers. */
  readonly tokens?: TokenShape;
}

export interface TokenShape {
  readonly vocabulary: number;
  readonly isRunningText: boolean;
}

/** [height, width, channels] that convolutions see: a table's row is one column of single values, in the order of its columns. */
export function gridOf({ inputs, imageShape }: InputShape): readonly [number, number, number] {
  return imageShape ?? [inputs, 1, 1];
}

/** By the card alone: what the columns may become at most, a category without a training row being none. */
export function inputShapeByCard({ form, imageShape, columns, vocabulary, lengths }: DataCard): InputShape {
  if (form === 'images') {
    const shape = imageShape ?? ([0, 0, 0] as const);
    return { inputs: shape[0] * shape[1] * shape[2], imageShape: shape };
  }
  if (form === 'text' || form === 'sequences') {
    const tokens = { vocabulary: vocabulary?.size ?? 0, isRunningText: form === 'text' };
    // A running text has no length of its own: the model's is what a step sees of it.
    return { inputs: lengths?.longest ?? 1, imageShape: null, tokens };
  }
  const inputs = columns
    .filter(({ role }) => role === 'input')
    .reduce((sum, { kind, categories, missing }) => {
      const width = kind === 'numeric' ? 1 : (categories?.length ?? 0) + (missing > 0 ? 1 : 0);
      return sum + width;
    }, 0);
  return { inputs, imageShape: null };
}

/** Network outputs of a data set: its classes, the tokens that may come next in a running text, or one number. */
export function outputsByCard({
  form,
  classes,
  vocabulary,
}: Pick<DataCard, 'form' | 'classes' | 'vocabulary'>): number {
  return form === 'text' ? (vocabulary?.size ?? 1) : (classes?.length ?? 1);
}
