import { describe, expect, it } from 'vitest';
import { areCalledText, nameFor } from '../../../src-renderer/stores/data-set-name.ts';
import { plainFiles } from '../../../src-renderer/stores/picked-files.ts';

const named = (...names: string[]) => nameFor(plainFiles(names.map((name) => new File([], name))));

describe('the name of a data set', () => {
  it('is that of the file without its endings', () => {
    expect(named('assay 3.csv.gz')).toBe('assay 3');
    expect(named('proteins.fasta')).toBe('proteins');
    expect(named('train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz')).toBe('images');
  });

  it('leaves out which part of several a file holds', () => {
    expect(named('ptb.train.txt', 'ptb.valid.txt', 'ptb.test.txt')).toBe('ptb');
    expect(named('train.txt.gz', 'valid.txt.gz', 'test.txt.gz')).toBe('text');
    expect(named('wiki_train.tokens', 'wiki_dev.tokens')).toBe('wiki');
    expect(named('my test.txt')).toBe('my test');
  });

  it('tells a text before anything was read', () => {
    expect(areCalledText(['kjv.txt.gz'])).toBe(true);
    expect(areCalledText(['wiki.train.tokens', 'wiki.valid.tokens'])).toBe(true);
    expect(areCalledText(['assay.csv'])).toBe(false);
    expect(areCalledText([])).toBe(false);
  });
});
