// What a migration is. Each lives in a file of its own and is never edited once released.

/** One step from `version - 1` to `version`. */
export interface Migration {
  readonly version: number;
  readonly sql: string;
}
