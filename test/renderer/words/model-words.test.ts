import { describe, expect, it } from 'vitest';
import {
  convolutionWords,
  roughCountWords,
  shapeWords,
  slownessWords,
} from '../../../src-renderer/words/model-words.ts';

const conv = { channels: 64, kernel: 3, stride: 2, pool: 2, activation: 'relu' } as const;

describe('networks in words', () => {
  it('write shapes as height, width and channels, and along a line without the width', () => {
    expect(shapeWords([16, 16, 64], 'en')).toBe('16 × 16 × 64');
    expect(shapeWords([1_024], 'en')).toBe('1,024');
    expect(shapeWords([48, 1, 16], 'en')).toBe('48 × 16');
  });

  it('say of a convolution what is unusual', () => {
    expect(convolutionWords(conv, false, 'en')).toEqual(['64 channels', '3 × 3, stride 2, pool 2']);
    expect(convolutionWords({ ...conv, channels: 1, stride: 1, pool: 1, activation: 'tanh' }, true, 'en')).toEqual([
      '1 channel',
      'length 3',
      'tanh',
    ]);
  });

  it('are rough where exact numbers say no more', () => {
    expect(roughCountWords(11_904, 'en')).toBe('11,904');
    expect(roughCountWords(23_247_692, 'en')).toBe('23.2 million');
    expect(slownessWords(1.2, 'en')).toBe('');
    expect(slownessWords(6.8, 'en')).toBe('some 7 times slower');
    expect(slownessWords(53, 'en')).toBe('some 50 times slower');
  });
});
