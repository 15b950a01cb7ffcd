// The one error type whose message is written for the user. Anything else that is thrown is a bug.

/** What may stand in an error's details: plain values, so that it crosses process borders unchanged. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

/** Code of the form `room/what-happened`, stable across versions. */
export type ErrorCode = `${string}/${string}`;

/**
 * An expected failure, told in words: what was seen, what was expected, what to do.
 * @example throw new AppError('data/unknown-column', 'Column "yield" is not in assay.csv. Its columns are "id" and "dose". Choose one of them.');
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}

/** The sentence to show for anything that was thrown; a bug keeps its own message. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
