// Cuts text into tokens: a stream into words and line ends or into characters, one sequence by its rule. Not here: which tokens a
// vocabulary keeps (vocabulary).
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { lineEndMark, type TokenRule } from '../tokens.ts';

/** Longest word in characters: a genome without blanks must not become one token. */
const longestWord = 10_000;

type Emit = (token: string) => void;

/** Cuts a stream that comes in chunks, lines ended by "\n". */
export interface Cutter {
  push(chunk: string, emit: Emit): void;
  end(emit: Emit): void;
}

const isBlank = (character: string) => /\s/.test(character);

/** Position behind the last white space; 0 where there is none. */
function endOfWholeWords(text: string): number {
  let end = text.length;
  while (end > 0 && !isBlank(text[end - 1] ?? '')) end--;
  return end;
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
    const end = endOfWholeWords(text);
    this.#started = text.slice(end);
    if (this.#started.length > longestWord) {
      throw new AppError(
        'data/long-word',
        `${this.#file} holds a word of more than ${longestWord.toLocaleString('en-US')} characters: there is no blank to cut at. Choose the level character.`,
      );
    }
    if (chunk !== '') this.#isLineOpen = !chunk.endsWith('\n');
    const lines = text.slice(0, end).split('\n');
    for (const [position, line] of lines.entries()) {
      for (const word of line.split(/\s+/)) if (word !== '') emit(word);
      if (position < lines.length - 1) emit(lineEndMark);
    }
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

/** The tokens of one sequence. */
export function tokensOfSequence(text: string, rule: TokenRule): string[] {
  const folded = foldCase(text, rule);
  switch (rule.kind) {
    case 'words':
      return folded.split(/\s+/).filter((word) => word !== '');
    case 'characters':
      return [...folded];
    case 'smiles':
      return folded.match(smilesPiece) ?? [];
    default:
      return rule.kind satisfies never;
  }
}
