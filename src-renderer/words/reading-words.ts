// How a file can be read, in words.
import type { ReadingChoices } from '../../src-shared/contract/data.ts';

type Choice<Key extends keyof ReadingChoices> = readonly {
  readonly value: Exclude<ReadingChoices[Key], undefined>;
  readonly words: string;
}[];

export const delimiterChoices: Choice<'delimiter'> = [
  { value: ',', words: 'Comma ,' },
  { value: ';', words: 'Semicolon ;' },
  { value: '\t', words: 'Tab' },
  { value: '|', words: 'Bar |' },
];

export const decimalChoices: Choice<'decimal'> = [
  { value: '.', words: 'Point: 1.5' },
  { value: ',', words: 'Comma: 1,5' },
];

export const encodingChoices: Choice<'encoding'> = [
  { value: 'utf-8', words: 'UTF-8' },
  { value: 'utf-16le', words: 'UTF-16 (little-endian)' },
  { value: 'utf-16be', words: 'UTF-16 (big-endian)' },
  { value: 'windows-1252', words: 'Windows-1252 (Western European)' },
];

export const headerChoices: Choice<'header'> = [
  { value: true, words: 'Names of the columns' },
  { value: false, words: 'Values already' },
];
