import { expect, test } from 'vitest';
import { fromCanonicalJson, toCanonicalJson } from '../../src-main/store/canonical-json.ts';

test('the order in which keys were written does not change the text', () => {
  expect(toCanonicalJson({ b: [1, { d: 2, c: 3 }], a: 'x' })).toBe('{"a":"x","b":[1,{"c":3,"d":2}]}');
});

test('NaN and infinities come back as they were', () => {
  const value = { a: Number.NaN, b: [Infinity, -Infinity, 0.1], c: null };
  expect(fromCanonicalJson(toCanonicalJson(value))).toEqual(value);
});
