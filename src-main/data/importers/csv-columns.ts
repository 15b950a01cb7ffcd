// Cells to typed columns: numbers where every value is one, otherwise codes of the distinct texts.
// The kind of a column is guessed from the first lines; a guess that a later line contradicts costs a second reading of the file.
import type { CellReader } from './csv-cells.ts';
import { type RecordSource, readRecords } from './csv-records.ts';
import type { OddCells, RawColumn } from './raw-column.ts';

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
  odd: OddCells | null = null;

  constructor(reader: CellReader) {
    this.#reader = reader;
  }

  add(cell: string, row: number): void {
    const value = this.#reader.isMissing(cell) ? Number.NaN : this.#reader.numberIn(cell);
    if (Number.isNaN(value) && !this.#reader.isMissing(cell)) {
      this.odd = {
        count: (this.odd?.count ?? 0) + 1,
        first: this.odd?.first ?? cell,
        firstRow: this.odd?.firstRow ?? row,
      };
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
    if (known === undefined) this.#known.set(cell, this.#known.size);
    this.#codes.push(known ?? this.#known.size - 1);
  }

  finish(name: string, odd: OddCells | undefined): RawColumn {
    const column = {
      kind: 'categorical',
      name,
      codes: this.#codes.finish(),
      categories: [...this.#known.keys()],
    } as const;
    return odd === undefined ? column : { ...column, odd };
  }
}

/** Which columns look numeric in the sampled rows: at least half of their values are numbers, so that a few odd ones are noticed. */
function guessNumeric(rows: readonly (readonly string[])[], width: number, reader: CellReader): boolean[] {
  return Array.from({ length: width }, (_, column) => {
    const values = rows.map((row) => row[column] ?? '').filter((cell) => !reader.isMissing(cell));
    return values.filter((cell) => !Number.isNaN(reader.numberIn(cell))).length * 2 >= values.length;
  });
}

export interface ColumnPlan {
  readonly source: RecordSource;
  readonly hasHeader: boolean;
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
  const isNumeric = plan.names.map((name, column) => guesses[column] === true && !plan.isText(name));
  const builders = await fill(plan, isNumeric);
  const odd = builders.map((builder) => (builder instanceof NumericBuilder ? builder.odd : null));
  const isHeld = odd.every((cells) => cells === null);
  const final = isHeld
    ? builders
    : await fill(
        plan,
        isNumeric.map((numeric, column) => numeric && odd[column] === null),
      );
  return final.map((builder, column) => builder.finish(plan.names[column] ?? '', odd[column] ?? undefined));
}

async function fill(plan: ColumnPlan, isNumeric: readonly boolean[]): Promise<(NumericBuilder | CategoricalBuilder)[]> {
  const builders = isNumeric.map((numeric) =>
    numeric ? new NumericBuilder(plan.reader) : new CategoricalBuilder(plan.reader),
  );
  await readRecords(plan.source, (cells, record) => {
    if (plan.hasHeader && record === 0) return;
    const row = plan.hasHeader ? record : record + 1;
    for (let column = 0; column < builders.length; column++) builders[column]?.add((cells[column] ?? '').trim(), row);
  });
  return builders;
}
