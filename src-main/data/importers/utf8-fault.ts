// Where a file stops being UTF-8: for a sentence, after a decoder has refused it. Not here: decoding.
import { byteStream } from './byte-stream.ts';

/** Bytes that may follow a lead byte: how many, and the bounds of the first. Source: The Unicode Standard, table 3-7. */
function followers(lead: number): readonly [count: number, least: number, most: number] | null {
  if (lead < 0x80) return [0, 0, 0];
  if (lead < 0xc2 || lead > 0xf4) return null;
  if (lead < 0xe0) return [1, 0x80, 0xbf];
  if (lead < 0xf0) return [2, lead === 0xe0 ? 0xa0 : 0x80, lead === 0xed ? 0x9f : 0xbf];
  return [3, lead === 0xf0 ? 0x90 : 0x80, lead === 0xf4 ? 0x8f : 0xbf];
}

export interface Utf8Fault {
  /** Of the first byte that belongs to no character, counted from 1: a byte that began one which does not go on is that byte. */
  readonly byte: number;
  readonly line: number;
}

/** The first place where the bytes of a file are not UTF-8; null where all of them are. */
export async function findUtf8Fault(path: string): Promise<Utf8Fault | null> {
  let [byte, line] = [0, 1];
  let began = 0;
  let [left, least, most] = [0, 0x80, 0xbf];
  for await (const chunk of byteStream(path)) {
    for (const value of chunk) {
      byte++;
      if (left > 0) {
        if (value < least || value > most) return { byte: began, line };
        left--;
        [least, most] = [0x80, 0xbf];
        continue;
      }
      began = byte;
      if (value === 0x0a) line++;
      const next = followers(value);
      if (next === null) return { byte, line };
      [left, least, most] = next;
    }
  }
  return left > 0 ? { byte: began, line } : null;
}
