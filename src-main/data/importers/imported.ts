// What every importer hands back, whatever the format: rows, and what the card will say about them.
import type { DataCard, Task } from '../../../src-shared/domain/data-card.ts';
import type { Contents } from '../dataset.ts';
import type { ImportChoices } from './import-choices.ts';

export interface Imported {
  readonly contents: Contents;
  readonly rows: number;
  readonly task: Task;
  readonly target: string;
  /** Names in label order, for classification. */
  readonly classes?: readonly string[];
  readonly givenSplit?: NonNullable<DataCard['givenSplit']>;
  /** How the files were read, in words. */
  readonly reading: string;
  /** The same as choices, for delimited text: what was chosen, and what was found out. */
  readonly dialect?: Required<Pick<ImportChoices, 'delimiter' | 'decimal' | 'encoding' | 'header' | 'missing'>>;
  /** The same for pictures that could have had another size. */
  readonly images?: Required<Pick<ImportChoices, 'imageSize' | 'imageFit' | 'imageColour'>>;
  /** The same for a text or for sequences: how they were cut into tokens. */
  readonly tokenising?: Required<Pick<ImportChoices, 'level' | 'vocabularySize' | 'lowercase'>> &
    Pick<ImportChoices, 'encoding'>;
  /** SHA-256 of each file's bytes after decompression, hex, in the order of reading. */
  readonly fileHashes: readonly string[];
  readonly warnings: readonly string[];
}
