// What is wrong with a config, as far as the window can tell at once with the schemas it shares with the host.
import type { Problem } from '../../src-shared/contract/plan.ts';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { convShapes } from '../../src-shared/domain/conv-shapes.ts';
import { gridOf, type InputShape } from '../../src-shared/domain/input-shape.ts';
import { type RunConfig, runConfigSchema } from '../../src-shared/domain/run-config.ts';
import { settleHyperparameters } from '../../src-shared/domain/settle-hyperparameters.ts';
import { issuePath, issueWords } from '../words/problem-words.ts';

/** What is wrong with the number of repeats and the first of their seeds. */
export function seedProblems(repeats: number | null, firstSeed: number | null): readonly Problem[] {
  const isCount = (value: number | null, least: number, most: number) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
  return [
    ...(isCount(repeats, 1, 100) ? [] : [{ path: 'seeds', message: 'Enter a whole number from 1 to 100.' }]),
    ...(isCount(firstSeed, 0, 0xffff_ff00) ? [] : [{ path: 'firstSeed', message: 'Enter a whole number from 0.' }]),
  ];
}

/** Problems of a config as it is being edited; its numbers may be missing. */
export function localProblems(config: RunConfig, data: InputShape | null): readonly Problem[] {
  const parsed = runConfigSchema.safeParse(config);
  const problems = [
    ...sourceProblems(config),
    ...(parsed.error?.issues ?? []).map((issue) => ({ path: issuePath(issue), message: issueWords(issue) })),
  ];
  if (problems.some(({ path }) => path.startsWith('model') || path.startsWith('hyperparameters'))) return problems;
  problems.push(...shapeProblems(config, data));
  const surroundings = { model: config.model, data };
  for (const [name, setting] of Object.entries(config.hyperparameters)) {
    try {
      settleHyperparameters({ [name]: setting }, surroundings);
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      problems.push({ path: `hyperparameters.${name}`, message: thrown.message });
    }
  }
  return problems;
}

/** A replay without a schedule, a hold without values: a person has not chosen yet. */
function sourceProblems({ method }: RunConfig): Problem[] {
  const isOpen =
    (method.name === 'replay' && method.schedule.at.length === 0) ||
    (method.name === 'final' && Object.keys(method.values).length === 0);
  const path = method.name === 'replay' ? 'method.schedule' : 'method.values';
  return isOpen ? [{ path, message: 'Choose a schedule: of a run, or from a file.' }] : [];
}

/** An image that is too small, told at the first layer that nothing is left for. */
function shapeProblems({ model }: RunConfig, data: InputShape | null): Problem[] {
  if (model.kind !== 'cnn' || data === null) return [];
  try {
    convShapes(model.conv, gridOf(data));
    return [];
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const [, number = '1'] = /^conv(\d+)$/.exec(String(thrown.details.layer)) ?? [];
    return [{ path: `model.conv.${Number(number) - 1}`, message: thrown.message }];
  }
}

/** Those problems that are told at a field: at its path or below. */
export function problemsAt(problems: readonly Problem[], path: string): readonly Problem[] {
  return problems.filter((problem) => problem.path === path || problem.path.startsWith(`${path}.`));
}
