// WebGPU where there is an adapter, in software if need be (slow and right), in few steps.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../../src-main/engine/engine.ts';
import { createReferenceEngine } from '../../src-main/engine/reference.ts';
import { type Opened, openEngine } from '../support/open-engine.ts';
import { type Case, distance, resultsOn } from './agreement.ts';
import { cardCases } from './onnx/card-cases.ts';
import { imageCases } from './onnx/image-cases.ts';
import { arrangementCases, choiceCases, elementwiseCases, reductionCases } from './onnx/kernel-cases.ts';
import { productCases } from './onnx/product-cases.ts';
import { evaluateSource, feedsOf, freshState, train } from './perceptron.ts';

let opened: Opened;
beforeAll(async () => {
  opened = await openEngine('onnx/webgpu');
});
afterAll(async () => {
  if (opened.kind === 'engine') await opened.engine.dispose();
});

it('trains as the reference does, with its state on the device', async ({ skip }) => {
  if (opened.kind === 'absent') return skip(opened.reason);
  const expected = await train(createReferenceEngine(), 12);
  const seen = await train(opened.engine, 12);
  expect(distance(Float32Array.from(seen.losses), Float32Array.from(expected.losses))).toBeLessThan(1e-3);
  expect(distance(seen.w1, expected.w1)).toBeLessThan(1e-3);
});

it('ends well when programs go before the state', async ({ skip }) => {
  if (opened.kind === 'absent') return skip(opened.reason);
  const script = fileURLToPath(new URL('./webgpu-ending.ts', import.meta.url));
  await expect(promisify(execFile)(process.execPath, [script])).resolves.toBeDefined();
});

it('takes values written into the state', async ({ skip }) => {
  if (opened.kind === 'absent') return skip(opened.reason);
  const evaluate = await opened.engine.compile(evaluateSource);
  const state = await freshState(opened.engine);
  const zeros = Object.fromEntries(['w2', 'b2'].map((name) => [name, new Float32Array(name === 'w2' ? 24 : 3)]));
  await evaluate.run(state, feedsOf(0));
  await state.write(zeros);
  const { loss } = await evaluate.run(state, feedsOf(0));
  // All classes are equally likely when the last layer is zero.
  expect(loss?.[0]).toBeCloseTo(Math.log(3), 5);
  const biases = Float32Array.of(1, 2, 3);
  await state.write({ b2: biases });
  expect(await state.read(['w2', 'b2'])).toEqual({ w2: zeros.w2, b2: biases });
  state.dispose();
  evaluate.dispose();
});

it('computes a sample of the kernels as the reference does', async ({ skip }) => {
  if (opened.kind === 'absent') return skip(opened.reason);
  const plain = ['elu', 'softplus', 'sigmoid', 'pow', 'log-sum-exp', 'max', 'sum of rows', 'product and bias'];
  const wanted = [...plain, 'log1p of small numbers', 'expm1 of small numbers', 'softplus far below zero'];
  const cases = [...elementwiseCases, ...reductionCases, ...productCases].filter(({ name }) => wanted.includes(name));
  expect(cases.length).toBe(wanted.length);
  await expectAgreement(opened.engine, cases);
});

it('computes what augmentation is made of as the reference does', async ({ skip }) => {
  if (opened.kind === 'absent') return skip(opened.reason);
  const wanted = ['floor', 'round', 'clip', 'mod', 'sin', 'cos', 'and, or, not, xor', 'where, broadcasting'];
  const rows = ['gather rows', 'gather by an input, as an embedding does', 'gather by whole indices'];
  const more = [...rows, 'other values at some places', 'cumulative sum', 'zeros, ones, ranges'];
  const all = [...elementwiseCases, ...choiceCases, ...reductionCases, ...arrangementCases];
  const cases = all.filter(({ name }) => [...wanted, ...more].includes(name));
  expect(cases.length).toBe(wanted.length + more.length);
  await expectAgreement(opened.engine, cases);
});

it('computes what is written otherwise for a card as the reference does', async ({ skip }) => {
  if (opened.kind === 'absent') return skip(opened.reason);
  await expectAgreement(opened.engine, cardCases);
});

it('computes convolutions and pooling as the reference does', async ({ skip }) => {
  if (opened.kind === 'absent') return skip(opened.reason);
  // Each case is a new set of shaders, and translating those in software takes seconds.
  const wanted = ['convolution, stride 2, odd extents', 'convolution, a signal', 'max pooling, ties'];
  const cases = imageCases.filter(({ name }) => wanted.includes(name) || name.startsWith('two layers'));
  expect(cases.length).toBe(wanted.length + 1);
  await expectAgreement(opened.engine, cases);
});

async function expectAgreement(engine: Engine, cases: readonly Case[]): Promise<void> {
  const reference = createReferenceEngine();
  for (const one of cases) {
    const expected = await resultsOn(reference, one);
    const seen = await resultsOn(engine, one);
    for (const [name, values] of Object.entries(expected)) {
      expect(distance(seen[name], values), `${one.name}, ${name}`).toBeLessThan(1e-3);
    }
  }
}
