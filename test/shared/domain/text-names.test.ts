import { describe, expect, it } from 'vitest';
import { isTextName, partNamed, withoutEndings, withoutPart } from '../../../src-shared/domain/text-names.ts';

describe('the name of a file', () => {
  it.each([
    ['kjv.txt', true],
    ['wiki.train.TOKENS.gz', true],
    ['README.md', true],
    ['assay.csv', false],
    ['text', false],
  ])('says whether it is a text: %s', (name, isText) => {
    expect(isTextName(name)).toBe(isText);
  });

  it.each([
    ['ptb.train.txt', 'train'],
    ['dev', 'validation'],
    ['my-valid.txt', 'validation'],
    ['testing_2.txt', 'test'],
    ['train-test.txt', null],
    ['contest.txt', null],
    ['training1.txt', 'train'],
  ])('says which part it is, in a word of its own: %s', (name, part) => {
    expect(partNamed(name)).toBe(part);
  });

  it.each([
    ['assay 3.csv.gz', 'assay 3'],
    ['a.b.fasta', 'a.b'],
    ['.csv', ''],
    ['v1.2', 'v1.2'],
  ])('has endings that are no part of it: %s', (name, stem) => {
    expect(withoutEndings(name)).toBe(stem);
  });

  it.each([
    ['ptb.train', 'ptb'],
    ['test of wiki', 'of wiki'],
    ['valid', ''],
  ])('is still one without its part: %s', (name, rest) => {
    expect(withoutPart(name)).toBe(rest);
  });
});
