// Cells to typed columns: numbers where every value is one, otherwise codes of the distinct texts.
// The kind of a column is guessed from the first lines; a guess that a later line contradicts costs a second reading of the file.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { CellReader } from './csv-cells.ts';
import { type RecordSource, readRecords } from './csv-records.ts';
import type { OddCells, RawColumn } from './raw-column.ts';

/** Different odd texts of one column that are remembered. */
const mostExamples = 5;

/** Most different texts of one column; a map holds few more. */
const mostTexts = 16_000_000;

interface Builder {
  add(cell: string, row: number): void;
}

/** A numeric array that doubles when it is full. */
class Growing<Values extends Float64Array | Int32Array> {
  #values: Values;
  readonly #make: (length: number) => Values;
  length = 0;

  constructor(make: (length: number) => Values) {
    this.#make = make;
    // Small, because a table may have 100,000 columns.
    this.#values = make(16);
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      const wider = this.#make(2 * this.length);
      wider.set(this.#values);
      this.#values = wider;
    }
    this.#values[this.length++] = value;
  }

  finish(): Values {
    return this.#values.slice(0, this.length) as Values;
  }
}

class NumericBuilder implements Builder {
  readonly #values = new Growing((length) => new Float64Array(length));
  readonly #reader: CellReader;
  readonly #examples = new Map<string, number>();
  #oddCount = 0;

  constructor(reader: CellReader) {
    this.#reader = reader;
  }

  /** What was no number; null where all were. */
  get odd(): OddCells | null {
    const examples = Array.from(this.#examples, ([text, row]) => ({ text, row }));
    return this.#oddCount === 0 ? null : { count: this.#oddCount, examples };
  }

  add(cell: string, row: number): void {
    const value = this.#reader.isMissing(cell) ? Number.NaN : this.#reader.numberIn(cell);
    if (Number.isNaN(value) && !this.#reader.isMissing(cell)) {
      this.#oddCount++;
      if (this.#examples.size < mostExamples && !this.#examples.has(cell)) this.#examples.set(cell, row);
    }
    this.#values.push(value);
  }

  finish(name: string): RawColumn {
    return { kind: 'numeric', name, values: this.#values.finish() };
  }
}

class CategoricalBuilder implements Builder {
  readonly #codes = new Growing((length) => new Int32Array(length));
  readonly #known = new Map<string, number>();
  readonly #reader: CellReader;

  constructor(reader: CellReader) {
    this.#reader = reader;
  }

  add(cell: string): void {
    if (this.#reader.isMissing(cell)) {
      this.#codes.push(-1);
      return;
    }
    const known = this.#known.get(cell);
    if (known === undefined) {
      if (this.#known.size >= mostTexts) throw tooManyTexts();
      this.#known.set(cell, this.#known.size);
    }
    this.#codes.push(known ?? this.#known.size - 1);
  }

  finish(name: string, odd: OddCells | null): RawColumn {
    const column = {
      kind: 'categorical',
      name,
      codes: this.#codes.finish(),
      categories: [...this.#known.keys()],
    } as const;
    return odd === null ? column : { ...column, odd };
  }
}

const tooManyTexts = () =>
  new AppError(
    'data/too-many-texts',
    `A column holds more than ${mostTexts.toLocaleString('en-US')} different texts. Leave columns of free text out of the file, or import a part of it.`,
  );

/** Which columns look numeric in the sampled rows: at least half of their values are numbers, so that a few odd ones are noticed. */
function guessNumeric(rows: readonly (readonly string[])[], width: number, reader: CellReader): boolean[] {
  return Array.from({ length: width }, (_, column) => {
    const values = rows.map((row) => row[column] ?? '').filter((cell) => !reader.isMissing(cell));
    return values.filter((cell) => !Number.isNaN(reader.numberIn(cell))).length * 2 >= values.length;
  });
}

export interface ColumnPlan {
  readonly source: RecordSource;
  /** Records before the first row: names, units. */
  readonly headRecords: number;
  readonly names: readonly string[];
  readonly reader: CellReader;
  /** First data rows, without the line of names. */
  readonly sampleRows: readonly (readonly string[])[];
  /** Columns to read as text whatever they hold: groups, splits, a target of classes. */
  readonly isText: (name: string) => boolean;
}

/** Reads every column of the file with the kind its values have. */
export async function readColumns(plan: ColumnPlan): Promise<RawColumn[]> {
  const guesses = guessNumeric(plan.sampleRows, plan.names.length, plan.reader);
  const first = plan.names.map((name, column) =>
    guesses[column] === true && !plan.isText(name)
      ? new NumericBuilder(plan.reader)
      : new CategoricalBuilder(plan.reader),
  );
  await fill(plan, first);
  // What held is kept; only the columns with odd cells are read again, as text.
  const again = first.map((builder) =>
    builder instanceof NumericBuilder && builder.odd !== null ? new CategoricalBuilder(plan.reader) : null,
  );
  if (again.some((builder) => builder !== null)) await fill(plan, again);
  return first.map((builder, column) => {
    const name = plan.names[column] ?? '';
    const odd = builder instanceof NumericBuilder ? builder.odd : null;
    return again[column]?.finish(name, odd) ?? builder.finish(name, odd);
  });
}

async function fill(plan: ColumnPlan, builders: readonly (Builder | null)[]): Promise<void> {
  const filled = [...builders.entries()].flatMap(([column, builder]) =>
    builder === null ? [] : [{ column, builder }],
  );
  await readRecords(plan.source, (cells, record) => {
    const row = record - plan.headRecords + 1;
    if (row < 1) return;
    for (const { column, builder } of filled) builder.add((cells[column] ?? '').trim(), row);
  });
}
