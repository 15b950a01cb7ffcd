// What self-tuning is and what it cannot do, in plain words. Not here: the single hyperparameters (hyperparameter-words).
import { capitalised } from './sentence-case.ts';

/** What happens when a run is started, for readers who never heard of it. */
export const selfTuning: readonly { readonly name: string; readonly what: string }[] = [
  {
    name: 'Learn',
    what: 'The training data teach the network its weights, and how they would change if a tuned setting were a little higher or lower.',
  },
  {
    name: 'Ask',
    what: 'Every few steps the hold-out for tuning (validation set) says which direction would help, and the settings move there.',
  },
  {
    name: 'Keep',
    what: 'The path they take is the schedule. The sealed test set is not looked at.',
  },
];

export interface UntunableWords {
  readonly names: string;
  readonly reason: string;
}

const plainNames: Readonly<Record<string, string>> = {
  learningRate: 'learning rate',
  batchSize: 'batch size',
  clipNorm: 'gradient clipping',
  optimizer: 'optimiser',
  decay: 'learning-rate decay',
  width: 'layer width',
  depth: 'number of layers',
};
/** Said by another name already. */
const unsaid: readonly string[] = ['layers'];

/** What cannot be tuned, those with the same reason together. @param untunable reason by name, as the domain has it */
export function untunableWords(untunable: Readonly<Record<string, string>>): readonly UntunableWords[] {
  const namesByReason = new Map<string, string[]>();
  for (const [name, reason] of Object.entries(untunable)) {
    if (unsaid.includes(name)) continue;
    namesByReason.set(reason, [...(namesByReason.get(reason) ?? []), plainNames[name] ?? name]);
  }
  return [...namesByReason].map(([reason, names]) => ({
    names: capitalised(names.join(', ')),
    reason: capitalised(reason),
  }));
}

/** What a mode of a cell means. */
export const modeWords = {
  off: { name: 'Off', what: 'Not used in this layer.' },
  fixed: { name: 'Fixed', what: 'Held at one value for the whole run.' },
  tuned: { name: 'Tuned', what: 'Starts here and is moved by the run itself.' },
} as const;
