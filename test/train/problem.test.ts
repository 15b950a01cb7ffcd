import { expect, it } from 'vitest';
import type { PreparedData } from '../../src-main/data/prepare.ts';
import { tokenStream } from '../../src-main/data/rows.ts';
import { SealedTestRows } from '../../src-main/data/sealed-test.ts';
import { learningProblem } from '../../src-main/train/problem.ts';
import { runConfigSchema } from '../../src-shared/domain/run-config.ts';
import { countSteps } from '../../src-shared/domain/step-count.ts';

function problemOf({ train = 1_000, validation = 100, length = 10 } = {}) {
  const config = runConfigSchema.parse({
    data: { dataset: '0'.repeat(16), split: { kind: 'contiguous' } },
    model: { kind: 'lstm', embedding: 4, lstm: [{ width: 4 }], length },
    hyperparameters: { 'embedding.embeddingDropout': { mode: 'tuned' } },
    training: { batchSize: 16 },
  });
  const data = {
    form: 'text',
    task: 'language',
    inputs: length,
    outputs: 7,
    imageShape: null,
    pixelScale: null,
    tokens: { vocabulary: 7, isRunningText: true },
    vocabulary: ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
    level: 'character',
    canBeOrderedAxis: false,
    featureOfInput: new Int32Array(0),
    train: tokenStream('train', new Int32Array(train)),
    validation: tokenStream('validation', new Int32Array(validation)),
    test: new SealedTestRows(10, () => tokenStream('test', new Int32Array(10))),
    preprocessing: { form: 'text' } as PreparedData['preprocessing'],
    notes: [],
  } satisfies PreparedData;
  return { config, problem: learningProblem(config, data) };
}

it('a running text is read by the model in as many streams as the batch size says', () => {
  const { problem, config } = problemOf();
  expect(problem).toMatchObject({ task: 'language', inputs: 10, outputs: 7, tokens: { isRunningText: true } });
  expect(problem.trainBatch).toBe(16);
  expect(problem.trainBatch).toBe(countSteps(config, 1_000, 'text').batch);
});

it('a short text is read in as many streams as it fills', () => {
  // 99 tokens are predicted, 10 at a time.
  expect(problemOf().problem.validationBatch).toBe(9);
  expect(problemOf({ validation: 11 }).problem.validationBatch).toBe(1);
});

it('a text that does not fill one step is refused, with the part and what to do', () => {
  expect(() => problemOf({ validation: 10 })).toThrow(
    /^The validation part has 10 tokens, and a step reads 10 and the one after. Choose a smaller model.length/,
  );
});
