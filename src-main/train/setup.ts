// Everything a trainer needs before the first step: the data, the engine, the learner. And the way to the sealed test rows.
import type { EngineConfig, RunConfig } from '../../src-shared/domain/run-config.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import { type PreparedData, prepareData } from '../data/prepare.ts';
import { issueUnsealToken } from '../data/sealed-test.ts';
import { openDataset } from '../data/storage.ts';
import { chooseEngine } from '../engine/choose.ts';
import type { Engine } from '../engine/engine.ts';
import type { Learner } from '../methods/method.ts';
import { buildLearner } from '../methods/registry.ts';
import { createEvaluator } from './evaluate.ts';
import type { Checkpoint } from './events.ts';
import type { Scores } from './metrics.ts';
import { learningProblem } from './problem.ts';
import type { TextNames } from './text-writer.ts';

/** A run that is ready to train. */
export interface RunSetup {
  readonly config: RunConfig;
  readonly data: PreparedData;
  readonly engine: Engine;
  /** Which engine, and why, in words. */
  readonly verdict: string;
  readonly learner: Learner;
  readonly noise: CounterNoise;
}

/** Opens the data set, divides and prepares it. */
export async function loadData(config: RunConfig, datasetDirectory: string): Promise<PreparedData> {
  const { data, model } = config;
  return prepareData(
    await openDataset(datasetDirectory),
    data.split,
    model.kind === 'lstm' ? { length: model.length } : {},
  );
}

/** Chooses the engine and settles the method on the data. The caller disposes the engine. */
export async function setUpRun(config: RunConfig, data: PreparedData): Promise<RunSetup> {
  const learner = buildLearner(learningProblem(config, data));
  const { engine, verdict } = await chooseEngine(config.engine satisfies EngineConfig);
  return { config, data, engine, verdict, learner, noise: new CounterNoise(config.training.seed) };
}

/** Standard deviation that regression targets were divided by; 1 for classes. */
export function targetDeviation(data: PreparedData): number {
  return data.targetScale?.deviation ?? 1;
}

/** What the tokens of a running text stand for; undefined where the data are none. */
export function textNames({ tokens, vocabulary, level }: PreparedData): TextNames | undefined {
  return tokens?.isRunningText === true && vocabulary !== null && level !== null ? { vocabulary, level } : undefined;
}

/**
 * Opens the sealed test rows and scores a checkpoint on them.
 * @param unsealedAt when the host recorded the unsealing, ISO 8601
 * @param breathe called between the calls of the evaluation
 */
export async function scoreSealedTest(
  { data, engine, learner }: RunSetup,
  checkpoint: Checkpoint,
  unsealedAt: string,
  breathe?: () => Promise<void>,
): Promise<Scores> {
  const rows = data.test.unseal(issueUnsealToken({ unsealedAt }));
  const state = await engine.createState(learner.state, checkpoint.tensors);
  const evaluator = await createEvaluator({
    engine,
    learner,
    rows,
    outputs: data.outputs,
    targetDeviation: targetDeviation(data),
    level: textNames(data)?.level,
    breathe,
  });
  try {
    return await evaluator.score(state);
  } finally {
    evaluator.dispose();
    state.dispose();
  }
}
