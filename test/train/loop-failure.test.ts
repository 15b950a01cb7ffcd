import { afterAll, expect, it } from 'vitest';
import { createReferenceEngine } from '../../src-main/engine/reference.ts';
import { isFiniteEverywhere } from '../../src-main/train/non-finite.ts';
import { drive, eventsOf, lastCheckpoint, seriesOf, smallConfig } from '../support/small-training.ts';

const engine = createReferenceEngine();
afterAll(() => engine.dispose());

const wild = { epochs: 20, optimizer: { name: 'sgd', learningRate: 1e6 } } as const;

it('a learning rate of 1e6 ends the run as failed, with step and tensor named', async () => {
  const run = await drive({ engine, config: smallConfig({ training: wild }) });
  const { outcome } = run;
  if (outcome.outcome !== 'failed') throw new Error(`The run ended as ${outcome.outcome}.`);
  expect(outcome.code).toBe('train/non-finite');
  const failure = eventsOf(run, 'event').find(({ kind }) => kind === 'non-finite');
  expect(failure?.text).toBe(outcome.reason);
  expect(outcome.reason).toContain(`finite at step ${failure?.step}: "`);
  expect(outcome.reason).toMatch(/"(dense1|output)\/[a-z-]+" (had grown to \d|held (NaN|infinity))/);
  expect(outcome.reason).toContain(`The state of step ${outcome.loop.step} is kept.`);
  expect(seriesOf(run, 'loss/train-step').at(-1)).toEqual([failure?.step, Number.NaN]);
});

it('what is kept is the last state that was finite, and it is written', async () => {
  // One sound epoch as warm-up for the best, then the jump: the first loss is finite, later ones are not.
  const first = await drive({ engine, config: smallConfig({ training: { epochs: 1 } }) });
  const start = { ...lastCheckpoint(first).latest, loop: { ...first.outcome.loop, best: null, history: [] } };
  const jumping = { ...start, loop: { ...start.loop, learningRate: 3e5 } };
  const run = await drive({ engine, config: smallConfig({ training: wild }), resumeFrom: jumping });
  expect(run.outcome.outcome).toBe('failed');
  const kept = eventsOf(run, 'checkpoint').at(-1)?.latest ?? jumping;
  expect(run.outcome.loop).toEqual(kept.loop);
  expect(isFiniteEverywhere(kept.tensors)).toBe(true);
});
