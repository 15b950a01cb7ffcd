// The paired bootstrap against enumerations by hand, and its coverage.
import { describe, expect, test } from 'vitest';
import { CounterNoise } from '../../../src-shared/noise/counter-noise.ts';
import { pairedBootstrap } from '../../../src-shared/stats/paired-bootstrap.ts';

describe('the interval of a mean difference', () => {
  test('of three differences comes from their ten samples: the ends have 1 of 27 each', () => {
    expect(pairedBootstrap([3, 1, 2])).toMatchObject({ mean: 2, low: 1, high: 3, kind: 'exact', samples: 10 });
    // 1/27 lies beyond a tail of 3 %, and within one of 5 %, where the next sample (1, 1, 2), weight 3/27, takes over.
    expect(pairedBootstrap([3, 1, 2], { level: 0.94 })).toMatchObject({ low: 1, high: 3 });
    expect(pairedBootstrap([3, 1, 2], { level: 0.9 })).toMatchObject({ low: 4 / 3, high: 8 / 3 });
  });

  test('of ten differences counts all samples, of more it draws', () => {
    const ten = Array.from({ length: 10 }, (_, index) => index);
    expect(pairedBootstrap(ten)).toMatchObject({ kind: 'exact', samples: 92_378 });
    expect(pairedBootstrap([...ten, 10])).toMatchObject({ kind: 'drawn', samples: 10_000 });
  });

  test('is the same drawn or counted, to what drawing allows', () => {
    const differences = [0.3, -0.1, 0.25, 0.4, 0.02, 0.11, -0.05, 0.2, 0.31, 0.07];
    const counted = pairedBootstrap(differences);
    // The same ten values twice over, halved in spread: the mean of 20 draws has a deviation smaller by the root of 2.
    const drawn = pairedBootstrap([...differences, ...differences]);
    expect((drawn.high - drawn.low) / (counted.high - counted.low)).toBeCloseTo(Math.SQRT1_2, 1);
    expect(drawn.mean).toBeCloseTo(counted.mean, 12);
  });

  test('is the same for the same seed alone', () => {
    const differences = Array.from({ length: 15 }, (_, index) => Math.sin(index * 7.1));
    expect(pairedBootstrap(differences, { seed: 1 })).toEqual(pairedBootstrap(differences, { seed: 1 }));
    expect(pairedBootstrap(differences, { seed: 1 }).low).not.toBe(pairedBootstrap(differences, { seed: 2 }).low);
  });

  test('turns around with the sign of the differences', () => {
    const differences = [0.3, -0.1, 0.25, 0.4, 0.02];
    const turned = pairedBootstrap(differences.map((difference) => -difference));
    const { low, high } = pairedBootstrap(differences);
    expect(turned.low).toBeCloseTo(-high, 12);
    expect(turned.high).toBeCloseTo(-low, 12);
  });

  test('holds the true mean of normal differences about as often as it says, at 20 seeds', () => {
    const noise = new CounterNoise(8);
    const hits = Array.from({ length: 300 }, (_, study) => {
      const { low, high } = pairedBootstrap([...noise.normal('study', study, new Float32Array(20))], { draws: 1_000 });
      return low <= 0 && high >= 0;
    }).filter(Boolean).length;
    // 95 % less what is known to be lacking at 20; standard deviation of 300 tries: 1.3 %.
    expect(hits / 300).toBeGreaterThan(0.88);
    expect(hits / 300).toBeLessThan(0.98);
  });

  test('is none of fewer than two differences', () => {
    expect(pairedBootstrap([0.5])).toMatchObject({ mean: 0.5, low: Number.NaN, high: Number.NaN, kind: 'none' });
    expect(pairedBootstrap([])).toMatchObject({ mean: Number.NaN, kind: 'none' });
  });
});
