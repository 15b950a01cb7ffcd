// A config from the text of a file. Not here: what is done with it (draft).
import { type RunConfig, runConfigSchema } from '../../src-shared/domain/run-config.ts';
import { issuePath, issueWords } from '../words/problem-words.ts';

export type ReadConfig =
  | { readonly config: RunConfig; readonly refusal: null }
  | { readonly config: null; readonly refusal: string };

const refused = (refusal: string): ReadConfig => ({ config: null, refusal });

/** Reads a config for a data set, whichever one the text names. @param data the part of the config that stays */
export function readConfigText(text: string, data: RunConfig['data']): ReadConfig {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return refused('The file is no JSON. Choose a config that was saved here, or the config of a run.');
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) {
    return refused('The file holds no config. Choose a config that was saved here, or the config of a run.');
  }
  const parsed = runConfigSchema.safeParse({ ...read, data });
  if (parsed.success) return { config: parsed.data, refusal: null };
  const [issue] = parsed.error.issues;
  return refused(
    issue === undefined ? 'The config was refused.' : `${issuePath(issue) || 'The config'}: ${issueWords(issue)}`,
  );
}
