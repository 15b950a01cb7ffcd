// Cuts text into tokens: a stream into words and line ends or into characters, one sequence by its rule. Not here: which tokens a
// vocabulary keeps (vocabulary).
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { lineEndMark, type TokenRule } from '../tokens.ts';

/** Longest word in characters: a genome without blanks must not become one token. */
const longestWord = 10_000;

const lineFeed = 0x0a;

type Emit = (token: string) => void;

/** Cuts a stream that comes in chunks, lines ended by "\n". */
export interface Cutter {
  push(chunk: string, emit: Emit): void;
  end(emit: Emit): void;
}

/** White space beyond ASCII, as regular expressions have it with \s. */
const rareBlanks = new Set([0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff]);
for (let code = 0x2000; code <= 0x200a; code++) rareBlanks.add(code);

function isBlank(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  return rareBlanks.has(code);
}

/**
 * Words between white space, and a mark at the end of every line, empty ones too.
 * Source: the reference's corpus reader (lstm/data.py): `line.split() + ['<eos>']`.
 */
class WordCutter implements Cutter {
  readonly #file: string;
  #started = '';
  #isLineOpen = false;

  constructor(file: string) {
    this.#file = file;
  }

  push(chunk: string, emit: Emit): void {
    const text = this.#started + chunk;
    let start = -1;
    // By hand: to split by an expression takes several times as long, and texts have many millions of words.
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (!isBlank(code)) {
        if (start < 0) start = index;
        continue;
      }
      if (start >= 0) this.#emitWord(text.slice(start, index), emit);
      start = -1;
      if (code === lineFeed) emit(lineEndMark);
    }
    this.#started = start < 0 ? '' : text.slice(start);
    if (chunk !== '') this.#isLineOpen = !chunk.endsWith('\n');
    if (this.#started.length > longestWord) throw this.#tooLong();
  }

  #emitWord(word: string, emit: Emit): void {
    if (word.length > longestWord) throw this.#tooLong();
    emit(word);
  }

  #tooLong(): AppError {
    return new AppError(
      'data/long-word',
      `${this.#file} holds a word of more than ${longestWord.toLocaleString('en-US')} characters: there is no blank to cut at. Choose the level character.`,
    );
  }

  end(emit: Emit): void {
    if (this.#started !== '') emit(this.#started);
    if (this.#isLineOpen) emit(lineEndMark);
  }
}

/** Characters, line ends among them, as Unicode counts them: an emoji is one. */
class CharacterCutter implements Cutter {
  push(chunk: string, emit: Emit): void {
    for (const character of chunk) emit(character);
  }

  end(): void {}
}

/** A cutter for one file. @param file its name, for sentences */
export function cutterFor({ kind }: TokenRule, file: string): Cutter {
  return kind === 'words' ? new WordCutter(file) : new CharacterCutter();
}

/**
 * Pieces of a SMILES: bracket atoms, the two-letter atoms that may stand outside brackets, ring closures of two digits, and any other
 * single character. Source: the OpenSMILES specification (opensmiles.org), "organic subset" and "ring closures".
 */
const smilesPiece = /\[[^\]]*\]|Br|Cl|%\d\d|./gsu;

/** Letters as the rule wants them. */
export function foldCase(text: string, { letters }: TokenRule): string {
  if (letters === 'kept') return text;
  return letters === 'lower' ? text.toLowerCase() : text.toUpperCase();
}

/** Hands every token of one sequence to `emit`. */
export function cutSequence(text: string, rule: TokenRule, emit: Emit): void {
  const folded = foldCase(text, rule);
  switch (rule.kind) {
    case 'words':
      for (const word of folded.split(/\s+/)) if (word !== '') emit(word);
      return;
    case 'characters':
      for (const character of folded) emit(character);
      return;
    case 'smiles':
      for (const piece of folded.match(smilesPiece) ?? []) emit(piece);
      return;
    default:
      rule.kind satisfies never;
  }
}
