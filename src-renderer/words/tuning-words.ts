// What self-tuning is and what it cannot do, in plain words. Not here: the single hyperparameters (hyperparameter-words).
import { methodConduct } from '../../src-shared/domain/method-config.ts';
import { isSearchName } from '../../src-shared/domain/search-config.ts';
import type { AnyMethodName } from './method-words.ts';
import { capitalised } from './sentence-case.ts';

interface Step {
  readonly name: string;
  readonly what: string;
}

/** What happens when a run is started, for readers who never heard of it. */
const selfTuning: readonly Step[] = [
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

const searching: readonly Step[] = [
  { name: 'Try', what: 'Each training holds the tuned settings at values of its own, from inside their ranges.' },
  {
    name: 'Score',
    what: 'The hold-out for tuning (validation set) says how good each training came out; the lowest loss leads.',
  },
  {
    name: 'Keep',
    what: 'The best training is kept, and all of them stand in the study. The sealed test set is not looked at.',
  },
];

const comparing: readonly Step[] = [
  {
    name: 'Spend',
    what: 'Every method gets the same network, data, seeds and budget, and what is tuned in the same ranges.',
  },
  {
    name: 'Watch',
    what: 'A line for each shows the lowest hold-out loss (validation loss) it has found so far, over what it has spent.',
  },
  { name: 'Judge', what: 'Seed by seed the differences say which is better, and how sure that is.' },
];

const following: readonly Step[] = [
  { name: 'Follow', what: 'The tuned settings change by a rule that is settled before; nothing is learnt about them.' },
  { name: 'Score', what: 'The hold-out for tuning (validation set) says after each pass how good the network is.' },
  { name: 'Compare', what: 'Beside a run that held them still, it says what the changing itself is worth.' },
];

const holding: readonly Step[] = [
  { name: 'Hold', what: 'Every setting stays where it is for the whole run, the tuned ones at their start.' },
  { name: 'Score', what: 'The hold-out for tuning (validation set) says after each pass how good the network is.' },
  { name: 'Compare', what: 'Such a run is the baseline that a schedule has to be better than.' },
];

/** How a choice of methods finds its values: in three steps, under a heading. */
export function howWords(
  names: readonly AnyMethodName[],
  isSeveral: boolean,
): { readonly title: string; readonly steps: readonly Step[] } {
  const [name = 'stn'] = names;
  if (isSeveral) return { title: 'How methods are compared', steps: comparing };
  if (isSearchName(name)) return { title: 'How a search works', steps: searching };
  switch (methodConduct[name]) {
    case 'learnt':
      return { title: 'How tuning works', steps: selfTuning };
    case 'scheduled':
      return { title: 'How this training goes', steps: following };
    case 'held':
      return { title: 'How this training goes', steps: holding };
    default:
      return methodConduct[name] satisfies never;
  }
}

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
