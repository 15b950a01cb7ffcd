// The first lines of a running text as a person reads them, with what is not in the vocabulary marked.
import type { Preview } from '../../src-shared/contract/data.ts';
import type { TextDataset } from './dataset.ts';
import { levelOf, lineEndMark, type Tokens, unknownMark } from './tokens.ts';

type TextPreview = Extract<Preview, { form: 'text' }>;
type Part = TextPreview['parts'][number];
type Line = Part['lines'][number];

/** Characters of one line and of all lines of a part: they travel in one message. */
const longestLine = 1_000;
const mostCharacters = 100_000;

/** What the files set apart; the whole text where they did not. */
function partsOf({ card, tokens }: TextDataset): { readonly part: Part['part']; readonly tokens: Tokens }[] {
  const { givenSplit } = card;
  if (givenSplit === undefined) return [{ part: null, tokens }];
  const { train, validation = 0, test } = givenSplit;
  return [
    { part: 'train' as const, tokens: tokens.subarray(0, train) },
    { part: 'validation' as const, tokens: tokens.subarray(train, train + validation) },
    { part: 'test' as const, tokens: tokens.subarray(train + validation, train + validation + test) },
  ].filter((part) => part.tokens.length > 0);
}

/** Reads lines off the tokens of a part. */
class LineReader {
  readonly #tokens: Tokens;
  readonly #lineEnd: number;
  at = 0;

  constructor(tokens: Tokens, lineEnd: number) {
    this.#tokens = tokens;
    this.#lineEnd = lineEnd;
  }

  get isAtEnd(): boolean {
    return this.at >= this.#tokens.length;
  }

  /** The tokens of the next line, without its end. */
  next(): Tokens {
    const end = this.#lineEnd < 0 ? -1 : this.#tokens.indexOf(this.#lineEnd, this.at);
    const line = this.#tokens.subarray(this.at, end < 0 ? this.#tokens.length : end);
    this.at = end < 0 ? this.#tokens.length : end + 1;
    return line;
  }
}

function piecesOf(line: Tokens, { vocabulary, rule }: TextDataset): Line {
  const gap = levelOf(rule) === 'word' ? ' ' : '';
  const pieces: Line['pieces'] = [];
  let length = 0;
  for (const [position, token] of line.entries()) {
    const name = vocabulary[token] ?? unknownMark;
    const isUnknown = name === unknownMark;
    const text = position === 0 ? name : gap + name;
    if (length + text.length > longestLine) return { pieces, isCut: true };
    length += text.length;
    const last = pieces.at(-1);
    if (last !== undefined && last.isUnknown === isUnknown) last.text += text;
    else pieces.push({ text, isUnknown });
  }
  return { pieces, isCut: false };
}

/** Lines of each part from `offset` on, at most `limit`. */
export function previewOfText(
  dataset: TextDataset,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): TextPreview {
  const { vocabulary, rule, card } = dataset;
  const level = levelOf(rule);
  const lineEnd = vocabulary.indexOf(level === 'word' ? lineEndMark : '\n');
  const parts = partsOf(dataset).map(({ part, tokens }): Part => {
    const reader = new LineReader(tokens, lineEnd);
    const lines: Line[] = [];
    let [totalLines, characters] = [0, 0];
    while (!reader.isAtEnd) {
      const line = reader.next();
      const isWanted = totalLines >= offset && lines.length < limit && characters < mostCharacters;
      totalLines++;
      if (!isWanted) continue;
      const read = piecesOf(line, dataset);
      characters += read.pieces.reduce((sum, { text }) => sum + text.length, 0);
      lines.push(read);
    }
    return { part, tokens: tokens.length, totalLines, lines };
  });
  return { form: 'text', level, parts, totalRows: card.rows };
}
