// What self-tuning is and what it cannot do, in plain words. Not here: the single hyperparameters (hyperparameter-words).

/** What happens when a run is started, for readers who never heard of it. */
export const selfTuning: readonly string[] = [
  'While the network learns its weights from the training rows, it also learns how these weights would change if each tuned setting were a little higher or lower.',
  'Every few steps it asks the hold-out for tuning (validation set) which direction would help, and moves the settings there.',
  'The path they take over the run is the schedule; the sealed test set is not looked at.',
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
    names: sentenceCase(names.join(', ')),
    reason: sentenceCase(reason),
  }));
}

function sentenceCase(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** What a mode of a cell means. */
export const modeWords = {
  off: { name: 'Off', what: 'Not used in this layer.' },
  fixed: { name: 'Fixed', what: 'Held at one value for the whole run.' },
  tuned: { name: 'Tuned', what: 'Starts here and is moved by the run itself.' },
} as const;
