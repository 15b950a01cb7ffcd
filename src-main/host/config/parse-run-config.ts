// From what was written to a frozen config, with every refusal told in words.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { type RunConfig, runConfigSchema } from '../../../src-shared/domain/run-config.ts';
import { describeRefusal } from './schema-words.ts';

/**
 * Checks a config against its schema and fills in the defaults.
 * @throws AppError `config/invalid`, naming the first path that is wrong
 */
export function parseRunConfig(written: unknown): RunConfig {
  const parsed = runConfigSchema.safeParse(written);
  if (parsed.success) return parsed.data;
  throw new AppError('config/invalid', describeRefusal(runConfigSchema, written, parsed.error, 'The config'));
}
