// A table with one column of sequences: its texts become tokens, its other columns stay beside them. Not here: which column that is
// (sequence-choice).
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { ColumnRole } from '../../../src-shared/domain/data-card.ts';
import { usualVocabularySize } from '../../../src-shared/domain/text-choices.ts';
import type { SequenceContents } from '../dataset.ts';
import { countOf, shown } from '../sentences.ts';
import { levelOf, sequenceMarks, type TokenRule, tokenArray, unknownMark } from '../tokens.ts';
import { finishColumn, finishTarget } from './finish-columns.ts';
import type { ImportChoices } from './import-choices.ts';
import type { Imported } from './imported.ts';
import type { RawColumn } from './raw-column.ts';
import { kindOfColumn } from './sequence-choice.ts';
import type { SequenceKind } from './sequence-kind.ts';
import type { Target } from './target-column.ts';
import { cutSequence } from './tokenise.ts';
import { unknownWarnings } from './unknown-tokens.ts';
import { buildVocabulary, positionsIn, TokenCounts } from './vocabulary.ts';

type TextColumn = Extract<RawColumn, { kind: 'categorical' }>;

/** Most tokens of all sequences together: 32 bits say where each begins. */
const mostTokens = 2 ** 31;

/** How texts of a kind are cut unless another level was chosen. */
function ruleFor(kind: SequenceKind | null, { level, lowercase = false }: ImportChoices): TokenRule {
  const isMolecule = kind === 'nucleotides' || kind === 'amino acids';
  const letters = lowercase ? 'lower' : isMolecule ? 'upper' : 'kept';
  const usual = kind === 'words' ? 'word' : 'character';
  if ((level ?? usual) === 'word') return { kind: 'words', letters };
  return { kind: kind === 'SMILES' ? 'smiles' : 'characters', letters };
}

const pieces: Readonly<Record<TokenRule['kind'], string>> = {
  words: 'cut into words at white space',
  characters: 'cut into characters',
  smiles: 'cut into the atoms, bonds, branches and rings of SMILES',
};
const folded: Readonly<Record<TokenRule['letters'], string>> = {
  kept: '',
  lower: ', in small letters',
  upper: ', in capital letters',
};

interface Cut {
  readonly counts: TokenCounts;
  /** Tokens of each text. */
  readonly lengths: Uint32Array;
}

/** Counts the tokens of every row, cutting each different text once. */
function count({ categories, codes }: TextColumn, rule: TokenRule, file: string): Cut {
  const timesSeen = new Uint32Array(categories.length);
  for (const code of codes) timesSeen[code] = (timesSeen[code] ?? 0) + 1;
  const counts = new TokenCounts(file);
  const lengths = new Uint32Array(categories.length);
  for (const [code, times] of timesSeen.entries()) {
    if (times === 0) continue;
    let length = 0;
    cutSequence(categories[code] ?? '', rule, (token) => {
      length++;
      counts.add(token, times);
    });
    lengths[code] = length;
  }
  if (counts.total <= mostTokens) return { counts, lengths };
  throw new AppError(
    'data/too-large',
    `The sequences of ${file} have ${counts.total.toLocaleString('en-US')} tokens; at most ${mostTokens.toLocaleString('en-US')} are kept. Import a part of them.`,
  );
}

function encode(
  { categories, codes }: TextColumn,
  {
    rule,
    lengths,
    vocabulary,
  }: { readonly rule: TokenRule; readonly lengths: Uint32Array; readonly vocabulary: readonly string[] },
): Pick<SequenceContents, 'tokens' | 'starts'> & { readonly unknowns: number } {
  const starts = new Uint32Array(codes.length + 1);
  for (const [row, code] of codes.entries()) starts[row + 1] = (starts[row] ?? 0) + (lengths[code] ?? 0);
  const tokens = tokenArray(starts[codes.length] ?? 0, vocabulary.length);
  const positions = positionsIn(vocabulary);
  const unknown = positions.get(unknownMark) ?? 0;
  let at = 0;
  let unknowns = 0;
  const keep = (token: string) => {
    const position = positions.get(token) ?? unknown;
    if (position === unknown) unknowns++;
    tokens[at++] = position;
  };
  for (const code of codes) cutSequence(categories[code] ?? '', rule, keep);
  return { tokens, starts, unknowns };
}

function refuseAlike({ name, codes, categories }: TextColumn, file: string): void {
  const [first = -1] = codes;
  if (!codes.every((code) => code === first)) return;
  throw new AppError(
    'data/one-sequence',
    `Every row of ${file} has the same text in the column "${name}", "${shown(categories[first] ?? '')}": there is nothing to learn from. Choose another column for the role sequence.`,
  );
}

export interface SequenceRequest {
  /** Of the same rows, none without a sequence. */
  readonly columns: readonly RawColumn[];
  /** In the order of the columns. */
  readonly roles: readonly ColumnRole[];
  readonly target: Target;
  readonly choices: ImportChoices;
  readonly file: string;
}

export interface AssembledSequences {
  readonly contents: SequenceContents;
  readonly tokenising: NonNullable<Imported['tokenising']>;
  /** How texts were cut, in words. */
  readonly cutting: string;
  readonly warnings: readonly string[];
}

/**
 * Makes tokens of the column with the role `sequence`.
 * @throws AppError `data/one-sequence`, `data/too-large`
 */
export function assembleSequences({ columns, roles, target, choices, file }: SequenceRequest): AssembledSequences {
  const position = roles.indexOf('sequence');
  const column = columns[position];
  if (column?.kind !== 'categorical') throw new Error('A table of sequences has no column of texts with that role.');
  refuseAlike(column, file);
  const rule = ruleFor(kindOfColumn(column), choices);
  const level = levelOf(rule);
  const size = choices.vocabularySize ?? usualVocabularySize;
  const { counts, lengths } = count(column, rule, file);
  const { tokens: vocabulary, leftOut } = buildVocabulary({ counts: counts.different, size, first: sequenceMarks });
  const { tokens, starts, unknowns } = encode(column, { rule, lengths, vocabulary });
  const others = columns.flatMap((other, index) => {
    if (index === position) return [];
    return [
      roles[index] === 'target' ? finishTarget(other.name, target) : finishColumn(other, roles[index] ?? 'ignore'),
    ];
  });
  const kept =
    leftOut === 0
      ? countOf(counts.different.size, 'different one')
      : `the ${size.toLocaleString('en-US')} most frequent are told apart`;
  return {
    contents: {
      form: 'sequences',
      columns: others,
      sequence: { name: column.name, position },
      tokens,
      starts,
      vocabulary,
      rule,
    },
    tokenising: { level, vocabularySize: size, lowercase: rule.letters === 'lower' },
    cutting: `The sequences are those of the column "${column.name}", ${pieces[rule.kind]}${folded[rule.letters]}; ${kept}.`,
    warnings: unknownWarnings({ unknown: unknowns, tokens: tokens.length, level, isCut: leftOut > 0 }),
  };
}
