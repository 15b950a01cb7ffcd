// What a schema refuses, as a short sentence beside the field. Not here: what only the host can know (plan.check says it itself).
import { type HyperparameterKind, hyperparameterKinds } from '../../src-shared/domain/hyperparameter.ts';
import type { runConfigSchema } from '../../src-shared/domain/run-config.ts';
import { hyperparameterWords, kindWords, layerWords } from './hyperparameter-words.ts';
import { methodWords } from './run-words.ts';
import { inSentence } from './sentence-case.ts';

type Issue = NonNullable<ReturnType<typeof runConfigSchema.safeParse>['error']>['issues'][number];

function typeWords(expected: string): string {
  switch (expected) {
    case 'int':
      return 'Enter a whole number.';
    case 'number':
      return 'Enter a number.';
    case 'string':
      return 'Enter a text.';
    default:
      return 'Something else was expected here.';
  }
}

/** The refusal in words. */
export function issueWords(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeWords(issue.expected);
    case 'too_small':
      if (issue.origin === 'string') return 'Enter a text.';
      return issue.inclusive === false ? `Must be above ${issue.minimum}.` : `Must be at least ${issue.minimum}.`;
    case 'too_big':
      if (issue.origin === 'string') return `At most ${issue.maximum} characters.`;
      return issue.inclusive === false ? `Must be below ${issue.maximum}.` : `Must be at most ${issue.maximum}.`;
    case 'unrecognized_keys':
      return `Not known: ${issue.keys.join(', ')}.`;
    default:
      return issue.message;
  }
}

/** Where in the config the refusal is, with dots. */
export function issuePath(issue: Issue): string {
  return issue.path.map(String).join('.');
}

/** Kinds that stand in a sentence by their names in the config, without a layer; those that are plain words say it themselves. */
const bareKinds = new RegExp(
  `(?<![."\\w])(?:${hyperparameterKinds.filter((kind) => /[A-Z0-9]/.test(kind)).join('|')})(?![\\w"])`,
  'g',
);

/** A sentence with the methods, the layers and hyperparameters it names by their names in the config called as people read them. */
export function plainSentence(message: string): string {
  return message
    .replaceAll(bareKinds, (kind) => inSentence(kindWords[kind as HyperparameterKind].name))
    .replaceAll(
      /\b([Tt])he method "([a-z-]+)"/g,
      (_, first: string, name: string) => `${first}he method ${methodWords(name)}`,
    )
    .replaceAll(
      /"((?:input|embedding|recurrent|output|flatten|(?:conv|lstm|dense)\d+)\.[a-zA-Z0-9]+)"/g,
      (_, name: string) => hyperparameterWords(name),
    )
    .replaceAll(/\bLayer ((?:conv|lstm|dense)\d+)\b/g, (_, layer: string) => layerWords(layer));
}
