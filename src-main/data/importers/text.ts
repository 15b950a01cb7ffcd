// Plain text to tokens: one text that is divided later, or texts for training, validation and test. Read twice, counted and encoded, in
// chunks, so that a text of any length takes the memory of its tokens. Penn Treebank's files are read as their authors do: a sentence
// a line, `<unk>` a token like any other.
import { basename } from 'node:path';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { DataCard, TokenLevel } from '../../../src-shared/domain/data-card.ts';
import { usualVocabularySize } from '../../../src-shared/domain/text-choices.ts';
import { countOf, shown } from '../sentences.ts';
import { levelOf, lineEndMark, type TokenRule, type Tokens, tokenArray, unknownMark } from '../tokens.ts';
import { headText } from './csv-encoding.ts';
import type { ImportChoices } from './import-choices.ts';
import type { Imported } from './imported.ts';
import { type TellProgress, untold } from './progress.ts';
import { refuseForText } from './refuse-choices.ts';
import { openText, type PartOfText, type PlainText, partsOfText, readText } from './text-files.ts';
import { textReading, textWarnings } from './text-words.ts';
import { cutterFor, foldCase } from './tokenise.ts';
import { buildVocabulary, positionsIn, TokenCounts } from './vocabulary.ts';

/** Fewer tokens cannot be divided into three parts that mean anything. */
const fewestTokens = 100;

/** Characters between two blanks from which a text is read character by character: no language's words are that long. */
const longestUsualWord = 30;

/** Most tokens of all texts together: 32 bits address them. */
const mostTokens = 2 ** 31 - 2;

interface TextPart extends PartOfText {
  readonly text: PlainText;
}

/** What a token is in this text, told by its start. */
function sniffLevel(head: string): TokenLevel {
  const words = head.split(/\s+/).filter((word) => word !== '');
  const characters = words.reduce((sum, word) => sum + word.length, 0);
  return characters / Math.max(1, words.length) > longestUsualWord ? 'character' : 'word';
}

function ruleOf(level: TokenLevel, { lowercase = false }: ImportChoices): TokenRule {
  return { kind: level === 'word' ? 'words' : 'characters', letters: lowercase ? 'lower' : 'kept' };
}

/** Hands every token of a text to `onToken`. */
async function cutText(text: PlainText, rule: TokenRule, onToken: (token: string) => void): Promise<void> {
  const cutter = cutterFor(rule, basename(text.path));
  // Word by word: what a capital letter becomes may depend on its neighbours (the sigma at a word's end), and chunks cut words in two.
  const emit = rule.letters === 'kept' ? onToken : (token: string) => onToken(foldCase(token, rule));
  for await (const chunk of readText(text)) cutter.push(chunk, emit);
  cutter.end(emit);
}

/** Tokens between two words about progress, a power of two. */
const toldEvery = 2 ** 20;

async function countText(text: PlainText, rule: TokenRule, tell: TellProgress): Promise<TokenCounts> {
  const counts = new TokenCounts(basename(text.path));
  await cutText(text, rule, (token) => {
    counts.add(token);
    if (counts.total % toldEvery === 0) tell({ phase: 'looking', done: counts.total, total: 0 });
  });
  return counts;
}

const noText = (file: string) =>
  new AppError('data/empty-file', `${file} holds no text. Choose a file with text in it.`);

/** Different tokens that leave a mark on paper. */
const visibleTokens = ({ different }: TokenCounts) =>
  [...different.keys()].filter((token) => token !== lineEndMark && token.trim() !== '');

function refuseWithoutVariety(counts: TokenCounts, rule: TokenRule, file: string): void {
  const [only, second] = visibleTokens(counts);
  if (only === undefined) throw noText(file);
  if (second !== undefined) return;
  const what = levelOf(rule);
  throw new AppError(
    'data/one-word',
    `${file} holds one ${what} only, "${shown(only)}": there is nothing to predict. Choose ${what === 'word' ? 'the level character or ' : ''}another text.`,
  );
}

function refuseLength(total: number, names: readonly string[], level: TokenLevel): void {
  const hold = names.length === 1 ? `${names[0]} holds` : `${names.join(', ')} hold`;
  if (total > mostTokens) {
    throw new AppError(
      'data/too-large',
      `${hold} ${countOf(total, 'token')}; at most ${mostTokens.toLocaleString('en-US')} are kept. Import a part of the text.`,
    );
  }
  if (total >= fewestTokens) return;
  throw new AppError(
    'data/short-text',
    `${hold} ${countOf(total, level)}; at least ${fewestTokens} are needed for training, validation and test together. Choose a longer text.`,
  );
}

interface Encoded {
  readonly tokens: Tokens;
  readonly vocabulary: readonly string[];
}

interface EncodeOptions {
  readonly rule: TokenRule;
  readonly vocabulary: readonly string[];
  /** Tokens of all parts. */
  readonly total: number;
  readonly tell: TellProgress;
}

/** The tokens of all parts, one after the other; what the vocabulary lacks is unknown, and the mark for it is added where need be. */
async function encode(parts: readonly TextPart[], { rule, vocabulary, total, tell }: EncodeOptions): Promise<Encoded> {
  const positions = positionsIn(vocabulary);
  const unknown = positions.get(unknownMark) ?? vocabulary.length;
  const tokens = tokenArray(total, vocabulary.length + 1);
  let filled = 0;
  for (const { text } of parts) {
    await cutText(text, rule, (token) => {
      tokens[filled++] = positions.get(token) ?? unknown;
      if (filled % toldEvery === 0) tell({ phase: 'reading', done: filled, total });
    });
  }
  if (positions.has(unknownMark) || !tokens.includes(unknown)) return { tokens, vocabulary };
  return { tokens, vocabulary: [...vocabulary, unknownMark] };
}

/** Tokens that the files set apart; undefined for one text. */
function givenSplitOf(parts: readonly TextPart[], totals: readonly number[]): DataCard['givenSplit'] {
  if (parts.length === 1) return undefined;
  const of = (name: string) => totals[parts.findIndex(({ part }) => part === name)] ?? 0;
  const validation = of('validation');
  return { train: of('train'), ...(validation > 0 ? { validation } : {}), test: of('test') };
}

/**
 * Imports plain text.
 * @param paths one text, or texts for training, validation and test, told by their names
 * @throws AppError in words for every file that is no such text: see the codes `data/…` in this folder
 */
export async function importText(
  paths: readonly string[],
  choices: ImportChoices,
  tell: TellProgress = untold,
): Promise<Imported> {
  const files = partsOfText(paths);
  const names = files.map(({ path }) => basename(path));
  refuseForText(choices, names[0] ?? '');
  const parts: TextPart[] = [];
  for (const file of files) parts.push({ ...file, text: await openText(file.path, choices.encoding) });
  const [first] = parts;
  if (first === undefined) throw new Error('No text was handed in.');
  const level = choices.level ?? sniffLevel(headText(first.text.survey, first.text.encoding));
  const rule = ruleOf(level, choices);
  const size = choices.vocabularySize ?? usualVocabularySize;

  const counts: TokenCounts[] = [];
  for (const { text } of parts) counts.push(await countText(text, rule, tell));
  const totals = counts.map(({ total }) => total);
  const total = totals.reduce((sum, count) => sum + count, 0);
  // What training never sees has no place in the vocabulary, so the first text alone decides; it is the only one, or that for training.
  const different = counts[0]?.different ?? new Map<string, number>();
  for (const [index, count] of counts.entries()) {
    if (index === 0) refuseWithoutVariety(count, rule, names[index] ?? '');
    else if (visibleTokens(count).length === 0) throw noText(names[index] ?? '');
  }
  refuseLength(total, names, level);
  const { tokens: ranked, leftOut } = buildVocabulary({ counts: different, size });
  const { tokens, vocabulary } = await encode(parts, { rule, vocabulary: ranked, total, tell });

  const facts = { names, level, rule, size, leftOut, tokens, vocabulary, encoding: first.text.encoding };
  const givenSplit = givenSplitOf(parts, totals);
  return {
    contents: { form: 'text', tokens, vocabulary, rule },
    rows: total,
    task: 'language',
    target: `next ${level}`,
    ...(givenSplit === undefined ? {} : { givenSplit }),
    reading: textReading(facts),
    tokenising: { level, vocabularySize: size, lowercase: rule.letters === 'lower', encoding: first.text.encoding },
    fileHashes: parts.map(({ text }) => text.survey.hash),
    warnings: textWarnings(facts),
  };
}
