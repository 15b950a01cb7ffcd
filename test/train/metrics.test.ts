import { describe, expect, it } from 'vitest';
import { classificationKeeper, languageScores, regressionKeeper } from '../../src-main/train/metrics.ts';

describe('classification', () => {
  it('counts the rows whose largest output is their class', () => {
    const keeper = classificationKeeper(3);
    // Rows choose classes 2, 0, 1; right are the first and the last.
    keeper.add({ output: [1, 2, 3, 5, 4, 3, -1, 0, -2], loss: [0.5, 1.5, 1], answers: [2, 1, 1], rows: 3 });
    expect(keeper.scores()).toEqual({ loss: 1, metrics: { accuracy: 2 / 3 }, rows: 3 });
  });

  it('adds batches up row by row, so that a short batch weighs less', () => {
    const keeper = classificationKeeper(2);
    keeper.add({ output: [1, 0, 1, 0, 1, 0], loss: [1, 1, 1], answers: [0, 0, 0], rows: 3 });
    keeper.add({ output: [1, 0], loss: [5], answers: [1], rows: 1 });
    expect(keeper.scores()).toEqual({ loss: 2, metrics: { accuracy: 0.75 }, rows: 4 });
  });

  it('leaves rows beyond the count out: they are padding', () => {
    const keeper = classificationKeeper(2);
    keeper.add({ output: [0, 1, 1, 0, 1, 0], loss: [1, 3, 100], answers: [1, 1, 1], rows: 2 });
    expect(keeper.scores()).toEqual({ loss: 2, metrics: { accuracy: 0.5 }, rows: 2 });
  });

  it('of equal outputs the first counts', () => {
    const keeper = classificationKeeper(2);
    keeper.add({ output: [1, 1], loss: [0], answers: [0], rows: 1 });
    expect(keeper.scores().metrics.accuracy).toBe(1);
  });
});

describe('regression', () => {
  it('gives the errors in the unit of the target', () => {
    const keeper = regressionKeeper(10);
    // Errors 1, -1, 2, 0: squares 1, 1, 4, 0. Answers 0, 1, 2, 3 have mean 1.5 and squared deviations 2.25, 0.25, 0.25, 2.25: sum 5.
    keeper.add({ output: [1, 0, 4, 3], loss: [1, 1, 4, 0], answers: [0, 1, 2, 3], rows: 4 });
    const { loss, metrics, rows } = keeper.scores();
    expect({ loss, rows }).toEqual({ loss: 1.5, rows: 4 });
    expect(metrics.rmse).toBeCloseTo(10 * Math.sqrt(1.5), 12);
    expect(metrics.mae).toBe(10);
    expect(metrics.r2).toBeCloseTo(1 - 6 / 5, 12);
  });

  it('predicting the mean has a coefficient of determination of 0, predicting the answers has 1', () => {
    const mean = regressionKeeper(1);
    mean.add({ output: [2, 2, 2], loss: [1, 0, 1], answers: [1, 2, 3], rows: 3 });
    expect(mean.scores().metrics.r2).toBeCloseTo(0, 12);
    const exact = regressionKeeper(1);
    exact.add({ output: [1, 2, 3], loss: [0, 0, 0], answers: [1, 2, 3], rows: 3 });
    expect(exact.scores().metrics).toEqual({ rmse: 0, mae: 0, r2: 1 });
  });

  it('the coefficient of determination has no value when all answers are the same', () => {
    const keeper = regressionKeeper(1);
    keeper.add({ output: [1, 3], loss: [1, 1], answers: [2, 2], rows: 2 });
    expect(keeper.scores().metrics).toEqual({ rmse: 1, mae: 1, r2: Number.NaN });
  });
});

describe('a running text', () => {
  it('of words is told by its perplexity alone', () => {
    // Every second of four tokens is certain, the others are one of four.
    const { loss, metrics, rows } = languageScores(2 * Math.log(4), { tokens: 4, level: 'word' });
    expect(loss).toBeCloseTo(Math.log(2), 12);
    expect(metrics.perplexity).toBeCloseTo(2, 12);
    expect(Object.keys(metrics)).toEqual(['perplexity']);
    expect(rows).toBe(4);
  });

  it('of characters is told in bits as well', () => {
    expect(languageScores(4 * Math.log(8), { tokens: 4, level: 'character' }).metrics.bitsPerCharacter).toBeCloseTo(
      3,
      12,
    );
  });
});
