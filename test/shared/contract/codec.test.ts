import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame } from '../../../src-shared/contract/codec.ts';

const there = (value: unknown) => decodeFrame(encodeFrame(value));

describe('frames as bytes', () => {
  it.each([
    0,
    -0,
    1,
    -1,
    0.1,
    2 ** 31,
    2 ** 32 + 1,
    Number.MAX_SAFE_INTEGER,
    Number.MIN_SAFE_INTEGER,
    Number.MAX_VALUE,
    Number.MIN_VALUE,
    1 / 3,
    Number.NaN,
    Infinity,
    -Infinity,
  ])('bring %d as it was', (value) => {
    expect(there({ value, list: [value] })).toEqual({ value, list: [value] });
    expect(Object.is((there({ value }) as { value: number }).value, value)).toBe(true);
  });

  it('bring 64-bit float arrays bit for bit, also where they are a part of a larger one', () => {
    const whole = Float64Array.of(9, 1 / 3, Number.NaN, -0, Infinity, -Infinity, Number.MIN_VALUE, 9);
    const part = whole.subarray(1, 7);
    const back = there({ part }) as { part: Float64Array };
    expect(back.part).toBeInstanceOf(Float64Array);
    expect(Object.is(back.part[2], -0)).toBe(true);
    expect(back).toEqual({ part });
    expect(there({ none: new Float64Array(0) })).toEqual({ none: new Float64Array(0) });
  });

  it('bring floats that were received in a buffer of Node, which other data shares', () => {
    const bytes = encodeFrame({ series: 'loss', values: Float64Array.of(1.5, 2.5) });
    const shared = Buffer.concat([Buffer.alloc(3, 0xff), bytes, Buffer.alloc(5, 0xff)]).subarray(3, 3 + bytes.length);
    expect(decodeFrame(shared)).toEqual({ series: 'loss', values: Float64Array.of(1.5, 2.5) });
  });

  it('bring bytes as bytes and never as numbers', () => {
    const back = there({ bytes: Uint8Array.of(0, 255, 7) }) as { bytes: Uint8Array };
    expect(back.bytes).toBeInstanceOf(Uint8Array);
    expect([...back.bytes]).toEqual([0, 255, 7]);
  });

  it('bring text of every script, null, truth values and nesting', () => {
    const frame = { text: 'µg/mL · 酵素 · \u{1F9EA} · \0', none: null, yes: true, deep: [[{ a: [] }]] };
    expect(there(frame)).toEqual(frame);
  });

  it('leave out what is absent', () => {
    expect(there({ name: undefined, notes: 'kept' })).toEqual({ notes: 'kept' });
  });

  it.each([
    ['nothing', []],
    ['a text that ends early', [0xa5, 0x68]],
    ['a list that ends early', [0x93, 0x01]],
    ['a list of four thousand million items', [0xdd, 0xff, 0xff, 0xff, 0xff]],
    ['a code that is never used', [0xc1]],
    ['something after the end', [0x01, 0x02]],
    ['floats of seven bytes', [0xc7, 0x07, 0x01, 1, 2, 3, 4, 5, 6, 7]],
    ['a key that would change every object', [0x81, 0xa9, ...Buffer.from('__proto__'), 0x80]],
  ])('are refused where they are %s', (_what, bytes) => {
    expect(() => decodeFrame(Uint8Array.from(bytes))).toThrow();
  });

  it('are refused before room is made for lists that each promise sixty-five thousand items', () => {
    const lists = Uint8Array.from({ length: 3 * 1_000_000 }, (_, at) => (at % 3 === 0 ? 0xdc : 0xff));
    expect(() => decodeFrame(lists)).toThrow(/promises more items/);
  });

  it('are refused where they are nested deeper than sixty-four, and not at sixty-four', () => {
    const nested = (depth: number) => Uint8Array.from([...Array.from({ length: depth }, () => 0x91), 0xc0]);
    expect(decodeFrame(nested(64))).toBeInstanceOf(Array);
    expect(() => decodeFrame(nested(65))).toThrow(/deeper than 64/);
    expect(() => decodeFrame(nested(5_000_000))).toThrow(/deeper than 64/);
  });

  it('are refused where they hold more lists and objects than a sender may send', () => {
    const lists = encodeFrame(Array.from({ length: 10 }, (_, at) => (at % 2 === 0 ? [] : {})));
    expect(decodeFrame(lists, 11)).toHaveLength(10);
    expect(() => decodeFrame(lists, 10)).toThrow(/more than 10/);
  });

  it('may have every kind of item that there is, each in its shortest form', () => {
    const items: readonly (readonly [readonly number[], unknown])[] = [
      [[0x7f], 127],
      [[0xff], -1],
      [[0xc0], null],
      [[0xc2], false],
      [[0xc3], true],
      [[0xa1, 0x61], 'a'],
      [[0xd9, 1, 0x61], 'a'],
      [[0xda, 0, 1, 0x61], 'a'],
      [[0xdb, 0, 0, 0, 1, 0x61], 'a'],
      [[0xc4, 1, 9], Uint8Array.of(9)],
      [[0xc5, 0, 1, 9], Uint8Array.of(9)],
      [[0xc6, 0, 0, 0, 1, 9], Uint8Array.of(9)],
      [[0xca, 0x3f, 0x80, 0, 0], 1],
      [[0xcb, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0], 1],
      [[0xcc, 200], 200],
      [[0xcd, 1, 0], 256],
      [[0xce, 0, 1, 0, 0], 65_536],
      [[0xcf, 0, 0, 0, 1, 0, 0, 0, 0], 2 ** 32],
      [[0xd0, 0xfe], -2],
      [[0xd1, 0xff, 0xfe], -2],
      [[0xd2, 0xff, 0xff, 0xff, 0xfe], -2],
      [[0xd3, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe], -2],
      [[0xd7, 1, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f], Float64Array.of(1)],
      [[0xc7, 8, 1, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f], Float64Array.of(1)],
      [[0xc8, 0, 8, 1, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f], Float64Array.of(1)],
      [[0xc9, 0, 0, 0, 8, 1, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f], Float64Array.of(1)],
      [[0x91, 5], [5]],
      [[0xdc, 0, 1, 5], [5]],
      [[0xdd, 0, 0, 0, 1, 5], [5]],
      [[0x81, 0xa1, 0x61, 5], { a: 5 }],
      [[0xde, 0, 1, 0xa1, 0x61, 5], { a: 5 }],
      [[0xdf, 0, 0, 0, 1, 0xa1, 0x61, 5], { a: 5 }],
    ];
    const frame = Uint8Array.from([0xdc, 0, items.length, ...items.flatMap(([bytes]) => bytes)]);
    expect(decodeFrame(frame)).toEqual(items.map(([, value]) => value));
  });
});
