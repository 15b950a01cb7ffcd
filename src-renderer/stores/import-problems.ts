// Which field of the import an error of the host belongs to.
import { messageOf } from '../../src-shared/domain/app-error.ts';

export type ImportField = 'file' | 'delimiter' | 'encoding' | 'target' | 'task' | 'columns' | 'level' | 'vocabulary';

export interface ImportProblem {
  readonly field: ImportField;
  readonly message: string;
}

const fieldOf: Readonly<Record<string, ImportField>> = {
  'data/ragged-row': 'delimiter',
  'data/no-table': 'delimiter',
  'data/long-line': 'delimiter',
  'data/unreadable-text': 'delimiter',
  'data/not-text': 'encoding',
  'data/unknown-encoding': 'encoding',
  'data/not-utf8': 'encoding',
  'data/one-word': 'level',
  'data/long-word': 'level',
  'data/too-many-words': 'level',
  'data/one-class': 'target',
  'data/no-target': 'target',
  'data/two-targets': 'target',
  'data/too-many-classes': 'target',
  'data/target-not-numeric': 'task',
  'data/unknown-column': 'columns',
  'data/no-inputs': 'columns',
  'data/no-sequence': 'columns',
  'data/one-sequence': 'columns',
  'data/two-sequences': 'columns',
};

/** The problem that an error tells of, at its field; at the file where no other is to blame. */
export function importProblem(thrown: unknown): ImportProblem {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : '';
  return { field: fieldOf[code] ?? 'file', message: messageOf(thrown) };
}
