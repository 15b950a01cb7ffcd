// A column as a file gives it: before roles, before rows are dropped. Every importer of tables ends here.

/** A column as the file gives it: before roles, before rows are dropped. */
export type RawColumn =
  | { readonly kind: 'numeric'; readonly name: string; readonly values: Float64Array }
  | {
      readonly kind: 'categorical';
      readonly name: string;
      readonly codes: Int32Array;
      /** In order of appearance. */
      readonly categories: readonly string[];
      /** Present where the first lines promised numbers: what is not one. */
      readonly odd?: OddCells;
    };

/** Cells that are no numbers in a column that otherwise looks numeric. */
export interface OddCells {
  readonly count: number;
  /** The first few different ones. Rows are counted from 1, below the names. */
  readonly examples: readonly { readonly text: string; readonly row: number }[];
}

/** Whether the cell of this row holds no value. */
export function isMissingAt(column: RawColumn, row: number): boolean {
  return column.kind === 'numeric' ? Number.isNaN(column.values[row] ?? Number.NaN) : (column.codes[row] ?? -1) < 0;
}

/** Rows of a column. */
export function rowsOf(column: RawColumn): number {
  return column.kind === 'numeric' ? column.values.length : column.codes.length;
}

/** The same column with only those rows, in that order. */
export function takeRows(column: RawColumn, rows: Uint32Array): RawColumn {
  if (column.kind === 'numeric') {
    return { ...column, values: Float64Array.from(rows, (row) => column.values[row] ?? Number.NaN) };
  }
  return { ...column, codes: Int32Array.from(rows, (row) => column.codes[row] ?? -1) };
}
