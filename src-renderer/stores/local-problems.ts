// What is wrong with a config, as far as the window can tell at once with the schemas it shares with the host.
import type { Problem } from '../../src-shared/contract/plan.ts';
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { InputShape } from '../../src-shared/domain/input-shape.ts';
import { type RunConfig, runConfigSchema } from '../../src-shared/domain/run-config.ts';
import { settleHyperparameters } from '../../src-shared/domain/settle-hyperparameters.ts';
import { issuePath, issueWords } from '../words/problem-words.ts';

/** Problems of a config as it is being edited; its numbers may be missing. */
export function localProblems(config: RunConfig, data: InputShape | null): readonly Problem[] {
  const parsed = runConfigSchema.safeParse(config);
  const problems = (parsed.error?.issues ?? []).map((issue) => ({
    path: issuePath(issue),
    message: issueWords(issue),
  }));
  if (problems.some(({ path }) => path.startsWith('model') || path.startsWith('hyperparameters'))) return problems;
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

/** Those problems that are told at a field: at its path or below. */
export function problemsAt(problems: readonly Problem[], path: string): readonly Problem[] {
  return problems.filter((problem) => problem.path === path || problem.path.startsWith(`${path}.`));
}
