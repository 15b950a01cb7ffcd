// What an edit of labels means for each run.
import type { RunChange, RunRow } from '../../../src-shared/contract/runs.ts';

export interface EditedLabels {
  readonly name: string;
  /** Of the one run, or to be added to each. */
  readonly tags: readonly string[];
  readonly removed: readonly string[];
  /** Of the one run, or to be added below each. */
  readonly notes: string;
  readonly isSingle: boolean;
}

const longestTag = 50;
const mostTags = 50;

/** Tags as typed: divided by commas, each once. */
export function tagsIn(text: string): readonly string[] {
  const tags = text.split(',').map((tag) => tag.trim().slice(0, longestTag));
  return [...new Set(tags.filter((tag) => tag !== ''))].slice(0, mostTags);
}

/** The change of one run. */
export function changedLabels(row: RunRow, { name, tags, removed, notes, isSingle }: EditedLabels): RunChange {
  if (isSingle) return { name: name.trim(), tags: [...tags], notes };
  const kept = row.tags.filter((tag) => !removed.includes(tag));
  const added = notes.trim();
  return {
    tags: [...new Set([...kept, ...tags])].slice(0, mostTags),
    ...(added === '' ? {} : { notes: row.notes === '' ? added : `${row.notes}\n${added}` }),
  };
}
