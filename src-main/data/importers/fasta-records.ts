// Records of a FASTA file, streamed: a header line that begins with ">", then the lines of one sequence. Not here: what headers say.
// Source: W. R. Pearson, D. J. Lipman, PNAS 85, 1988; lines with ";" are remarks, as in the oldest files.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { countOf } from '../sentences.ts';
import { type PlainText, readText } from './text-files.ts';

export interface FastaRecord {
  /** Without the ">". */
  readonly header: string;
  /** In capital letters, without blanks and numbers; empty where the header is followed by another one. */
  readonly sequence: string;
}

/** Longest sequence in letters, a large chromosome arm: a network reads a few thousand of them at most. */
const longestSequence = 2 ** 27;

/** Lines of a text, each of them whole, without its end. */
async function* linesOf(text: PlainText): AsyncGenerator<string> {
  // In pieces: to join a long line anew with each chunk would take the square of its length.
  let pieces: string[] = [];
  for await (const chunk of readText(text)) {
    const lines = chunk.split('\n');
    for (const line of lines.slice(0, -1)) {
      pieces.push(line);
      yield pieces.join('');
      pieces = [];
    }
    pieces.push(lines.at(-1) ?? '');
  }
  const last = pieces.join('');
  if (last !== '') yield last;
}

class Collector {
  #pieces: string[] = [];
  #letters = 0;
  readonly header: string;
  readonly #file: string;

  constructor(header: string, file: string) {
    this.header = header;
    this.#file = file;
  }

  add(line: string): void {
    const letters = line.replace(/[\s\d]+/g, '');
    this.#letters += letters.length;
    if (this.#letters > longestSequence) {
      throw new AppError(
        'data/long-sequence',
        `A sequence of ${this.#file} has more than ${countOf(longestSequence, 'letter')}. Cut it into the pieces that an answer belongs to.`,
      );
    }
    if (letters !== '') this.#pieces.push(letters);
  }

  finish(): FastaRecord {
    return { header: this.header, sequence: this.#pieces.join('').toUpperCase() };
  }
}

/**
 * The records of a file, in order.
 * @param file its name, for sentences
 * @throws AppError `data/not-fasta`, `data/long-sequence`
 */
export async function* readFasta(text: PlainText, file: string): AsyncGenerator<FastaRecord> {
  let current: Collector | null = null;
  let number = 0;
  for await (const line of linesOf(text)) {
    number++;
    if (line.startsWith('>')) {
      if (current !== null) yield current.finish();
      current = new Collector(line.slice(1).trim(), file);
    } else if (current !== null && !line.startsWith(';')) current.add(line);
    else if (line.trim() !== '' && !line.startsWith(';')) {
      throw new AppError(
        'data/not-fasta',
        `Line ${number} of ${file} stands before the first header. A FASTA file begins with ">" and the name of its first sequence.`,
        { line: number },
      );
    }
  }
  if (current !== null) yield current.finish();
}
