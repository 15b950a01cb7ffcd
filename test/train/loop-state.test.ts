import { expect, it } from 'vitest';
import { initialLoopState, type LoopState, loopStateSchema } from '../../src-main/train/loop-state.ts';

const running: LoopState = {
  step: 12,
  epochsDone: 2,
  before: { steps: 30, epochs: 5 },
  seconds: 3.5,
  learningRate: 0.01,
  epochLoss: 1.25,
  epochSteps: 3,
  lastTrainLoss: 0.5,
  lastValidationLoss: 0.75,
  history: [0.9, 0.8],
  best: { epoch: 2, validationLoss: 0.8, validationMetric: 0.9, hyperparameters: { 'input.dropout': 0.1 } },
};

it('the states of a fresh and of a running loop survive JSON', () => {
  for (const state of [initialLoopState(0.1), running]) {
    expect(loopStateSchema.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
  }
});

it('a fresh loop has done nothing and starts at the given learning rate', () => {
  expect(initialLoopState(0.3)).toMatchObject({ step: 0, epochsDone: 0, learningRate: 0.3, history: [], best: null });
});

it('a state that does not say what was done before it is one of a run that began by itself', () => {
  const { before: _unsaid, ...rest } = running;
  expect(loopStateSchema.parse(rest).before).toEqual({ steps: 0, epochs: 0 });
});

it.each(Object.keys(running).filter((field) => field !== 'before'))('a state without %s is refused', (field) => {
  const { [field as keyof LoopState]: _missing, ...rest } = running;
  expect(loopStateSchema.safeParse(rest).success).toBe(false);
});

it.each([
  ['half a step', { ...running, step: 1.5 }],
  ['a text for a number', { ...running, learningRate: '0.01' }],
  ['a history with a gap', { ...running, history: [0.9, null] }],
  ['a best without its hyperparameters', { ...running, best: { epoch: 1, validationLoss: 1, validationMetric: 1 } }],
  ['a field too many', { ...running, mood: 'good' }],
  ['nothing', null],
])('%s is refused', (_what, state) => {
  expect(loopStateSchema.safeParse(state).success).toBe(false);
});
