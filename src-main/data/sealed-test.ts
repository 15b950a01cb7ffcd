// The test rows under lock. Training code is never handed a token, so it cannot open them by mistake; whoever opens them names the
// date, which the host has recorded before.
import type { PartData } from './rows.ts';

/** Proof that an unsealing was recorded. Only `issueUnsealToken` makes one. */
class Token {
  // A private field makes the type nominal: no literal of the same shape passes for a token.
  readonly #unsealedAt: string;

  constructor(unsealedAt: string) {
    this.#unsealedAt = unsealedAt;
  }

  /** When the test rows were unsealed, ISO 8601. */
  get unsealedAt(): string {
    return this.#unsealedAt;
  }
}
export type UnsealToken = Token;

/**
 * The token for one unsealing.
 * @param unsealedAt when it was recorded, ISO 8601
 */
export function issueUnsealToken({ unsealedAt }: { readonly unsealedAt: string }): UnsealToken {
  if (Number.isNaN(Date.parse(unsealedAt))) {
    throw new Error(`"${unsealedAt}" is no date; the sealed test rows open only with one.`);
  }
  return new Token(unsealedAt);
}

/** Test rows that show nothing but their number until they are unsealed. */
export class SealedTestRows {
  readonly #open: () => PartData<'test'>;
  readonly count: number;

  /** @param open prepares the rows; called at unsealing, not before */
  constructor(count: number, open: () => PartData<'test'>) {
    this.count = count;
    this.#open = open;
  }

  /** The rows, against a token. */
  unseal(token: UnsealToken): PartData<'test'> {
    // The compiler checks this too; values that came through `unknown` did not meet the compiler.
    if (!(token instanceof Token))
      throw new Error('The sealed test rows open only with a token from issueUnsealToken.');
    return this.#open();
  }
}
