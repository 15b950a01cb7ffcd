import { afterAll, describe, expect, it } from 'vitest';
import { createOnnxEngine } from '../../../src-main/engine/onnx/engine.ts';
import { createReferenceEngine } from '../../../src-main/engine/reference.ts';
import { type Case, distance, resultsOn } from '../agreement.ts';
import { cardCases } from './card-cases.ts';
import { imageCases } from './image-cases.ts';
import { arrangementCases, choiceCases, elementwiseCases, reductionCases } from './kernel-cases.ts';
import { productCases } from './product-cases.ts';

const reference = createReferenceEngine();
const onnx = createOnnxEngine({ device: 'cpu', threads: 1 });
afterAll(() => onnx.dispose());

describe.each([
  ['elementwise', elementwiseCases],
  ['comparison and choice', choiceCases],
  ['reduction', reductionCases],
  ['arrangement', arrangementCases],
  ['product', productCases],
  ['image', imageCases],
  ['card', cardCases],
])('%s kernels', (_, cases) => {
  it.each(cases.map((one) => [one.name, one] as const))(
    '%s: value and gradient as on the reference',
    async (_name, one: Case) => {
      const expected = await resultsOn(reference, one);
      const seen = await resultsOn(onnx, one);
      expect(Object.keys(seen).sort()).toEqual(Object.keys(expected).sort());
      for (const [name, values] of Object.entries(expected)) {
        expect(distance(seen[name], values), `${name}: ${seen[name]} for ${values}`).toBeLessThan(1e-5);
      }
    },
  );
});
