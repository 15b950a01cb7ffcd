// The parts of prepared data as what a test knows them to be.
import type { LabelledRows, Part, PartData, TokenStream } from '../../src-main/data/rows.ts';

/** The part as rows. */
export function asRows<Name extends Part>(data: PartData<Name>): LabelledRows<Name> {
  if (data.kind === 'rows') return data;
  throw new Error(`The ${data.part} part is a running text and has no rows.`);
}

/** The part as a running text. */
export function asStream<Name extends Part>(data: PartData<Name>): TokenStream<Name> {
  if (data.kind === 'stream') return data;
  throw new Error(`The ${data.part} part has rows and is no running text.`);
}
