import { inspect } from 'node:util';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { LabelledRows } from '../../src-main/data/rows.ts';
import { issueUnsealToken, SealedTestRows, type UnsealToken } from '../../src-main/data/sealed-test.ts';

const secret: LabelledRows<'test'> = {
  kind: 'rows',
  part: 'test',
  task: 'regression',
  count: 3,
  dtype: 'float32',
  width: 2,
  gather: () => undefined,
};

describe('the sealed test set', () => {
  it('opens against a token with a date', () => {
    const token = issueUnsealToken({ unsealedAt: '2026-01-02T03:04:05Z' });
    expect(token.unsealedAt).toBe('2026-01-02T03:04:05Z');
    expect(new SealedTestRows(3, () => secret).unseal(token)).toBe(secret);
  });

  it('does not prepare its rows before', () => {
    let isOpened = false;
    const sealed = new SealedTestRows(3, () => {
      isOpened = true;
      return secret;
    });
    expect(sealed.count).toBe(3);
    expect(isOpened).toBe(false);
  });

  it('shows nothing but its number to printing and copying', () => {
    const sealed = new SealedTestRows(3, () => secret);
    expect(JSON.stringify(sealed)).toBe('{"count":3}');
    expect(inspect(sealed)).toBe('SealedTestRows { count: 3 }');
    expect(Object.keys({ ...sealed })).toEqual(['count']);
  });

  it('refuses what only looks like a token', () => {
    const forged: unknown = { unsealedAt: '2026-01-02T03:04:05Z' };
    expect(() => new SealedTestRows(3, () => secret).unseal(forged as UnsealToken)).toThrow('issueUnsealToken');
  });

  it('has no token without a date', () => {
    expect(() => issueUnsealToken({ unsealedAt: 'soon' })).toThrow('is no date');
  });

  it('is of a type that training rows are not', () => {
    expectTypeOf<SealedTestRows>().not.toExtend<LabelledRows<'train'>>();
    expectTypeOf<LabelledRows<'test'>>().not.toExtend<LabelledRows<'train'>>();
    expectTypeOf<LabelledRows<'test'>>().not.toExtend<LabelledRows<'validation'>>();
    expectTypeOf<{ unsealedAt: string }>().not.toExtend<UnsealToken>();
  });
});
