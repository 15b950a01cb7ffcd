// The settings of the methods, field by field: what each is called, its unit, and what it means in a sentence. Those that everybody
// may want stand first; the rest is asked for under Advanced. Not here: self-tuning's own (views/new/stn-settings).
import type { AnyMethodName } from './method-words.ts';

interface FieldWords {
  /** As in the method's config. */
  readonly key: string;
  readonly label: string;
  readonly help: string;
}

export interface NumberWords extends FieldWords {
  readonly kind: 'number';
  readonly unit: string;
  /** Of the arrow keys. */
  readonly step: number;
  readonly min: number;
  /** Stands in the field while it is empty; absent: it may not be. */
  readonly placeholder?: string;
}

/** Whole numbers in a row, as the units of hidden layers. */
export interface ListWords extends FieldWords {
  readonly kind: 'list';
  readonly placeholder: string;
}

export interface ChoiceWords extends FieldWords {
  readonly kind: 'choice';
  readonly options: readonly { readonly value: string; readonly words: string }[];
}

export interface SwitchWords extends FieldWords {
  readonly kind: 'switch';
}

export type MethodField = NumberWords | ListWords | ChoiceWords | SwitchWords;

const whole = (key: string, label: string, unit: string, help: string, min = 1): NumberWords => ({
  kind: 'number',
  key,
  label,
  unit,
  help,
  step: 1,
  min,
});
const real = (key: string, label: string, unit: string, help: string, step: number): NumberWords => ({
  kind: 'number',
  key,
  label,
  unit,
  help,
  step,
  min: 0,
});

const turns: readonly MethodField[] = [
  whole(
    'warmUpEpochs',
    'Warm-up',
    'epochs',
    'So long the values stand still while the network learns its first shape.',
    0,
  ),
  whole(
    'trainSteps',
    'Training steps in turn',
    'steps',
    'So many steps train the network before the values move again.',
  ),
  whole(
    'validationSteps',
    'Tuning steps in turn',
    'steps',
    'So many steps move the values before the network trains again.',
  ),
  real(
    'hyperparameterLearningRate',
    'Learning rate of hyperparameters',
    '',
    'How far one tuning step moves the values, in unconstrained space.',
    0.001,
  ),
];

/** Fields everybody may want. */
export const firstFields: Readonly<Partial<Record<AnyMethodName, readonly MethodField[]>>> = {
  hypernetwork: [
    {
      kind: 'choice',
      key: 'scope',
      label: 'It learns',
      help: 'Around the current values it keeps learning as they move. Over whole ranges it learns first, then the values move.',
      options: [
        { value: 'local', words: 'around the current values' },
        { value: 'global', words: 'over whole ranges, first' },
      ],
    },
  ],
  implicit: [
    whole(
      'terms',
      'Effort of one tuning step',
      'products',
      'How many products with the curvature are taken for one tuning step: more is closer to the truth, and slower.',
    ),
  ],
  unrolled: [
    whole(
      'unrolledSteps',
      'Steps looked back',
      'steps',
      'How many training steps one tuning step looks back through: more sees further, and is slower.',
    ),
  ],
  grid: [
    whole(
      'points',
      'Values of each',
      'values',
      'So many evenly spread values of each tuned hyperparameter; every combination is one training.',
      2,
    ),
  ],
  bayes: [
    whole(
      'initialTrials',
      'First spread out',
      'trainings',
      'So many trainings cover the ranges evenly before the search begins to learn from them.',
    ),
  ],
  pbt: [
    whole(
      'population',
      'Side by side',
      'networks',
      'So many networks train beside each other and learn from one another.',
      2,
    ),
    whole(
      'epochsPerRound',
      'Exchange every',
      'epochs',
      'After so many epochs the worst take over weights and values from the best.',
    ),
  ],
  replay: [
    {
      kind: 'number',
      key: 'length',
      label: 'Stretched to',
      unit: '',
      help: 'Where the schedule shall end, in its own unit: a longer or shorter training follows the same path. Empty: as it is.',
      step: 1,
      min: 0,
      placeholder: 'as it is',
    },
  ],
  gaussian: [
    real(
      'deviation',
      'Size of the noise',
      'in the unit of each value',
      'Standard deviation of what is added at every training step. The paper uses 0.05.',
      0.01,
    ),
  ],
  sinusoid: [
    real(
      'amplitude',
      'Size of the swing',
      'in the unit of each value',
      'How far the value swings up and down around its start. The paper uses 0.1.',
      0.01,
    ),
    real('period', 'Length of one swing', 'steps', 'Training steps from one crest to the next.', 10),
  ],
};

/** Fields under Advanced. */
export const furtherFields: Readonly<Partial<Record<AnyMethodName, readonly MethodField[]>>> = {
  'delta-stn': [
    {
      kind: 'choice',
      key: 'response',
      label: 'Form of the response',
      help: 'Added to the general weights, beginning at nothing; or weights of its own as in Bae and Grosse 2020, which learn more slowly.',
      options: [
        { value: 'centred', words: 'added to the general weights' },
        { value: 'published', words: 'as published' },
      ],
    },
    {
      kind: 'switch',
      key: 'isLinearised',
      label: 'Response fitted to the linearised network',
      help: 'The response is fitted to the network made linear at the current values, as in Bae and Grosse 2020.',
    },
    ...turns,
    {
      kind: 'switch',
      key: 'tuneScales',
      label: 'Tune the perturbation scales too',
      help: 'How far values are varied while the response is learnt moves as well.',
    },
    real(
      'scaleLearningRate',
      'Learning rate of scales',
      '',
      'How far one tuning step moves the perturbation scales.',
      0.001,
    ),
    real('entropyWeight', 'Entropy weight', '', 'Keeps the perturbation scales from shrinking to nothing.', 0.001),
  ],
  hypernetwork: [
    {
      kind: 'list',
      key: 'hidden',
      label: 'Units of its hidden layers',
      help: 'Such as 32, 16. Empty: every weight is a linear function of the values.',
      placeholder: 'none',
    },
    real(
      'spread',
      'Spread of the draws',
      '',
      'Standard deviation of the values it learns from, in unconstrained space.',
      0.1,
    ),
    ...turns,
  ],
  implicit: [
    {
      kind: 'choice',
      key: 'solver',
      label: 'Inverse of the curvature by',
      help: 'Conjugate gradients need fewer products; the Neumann series is plainer.',
      options: [
        { value: 'conjugate-gradient', words: 'conjugate gradients' },
        { value: 'neumann', words: 'Neumann series' },
      ],
    },
    real('damping', 'Damping', '', 'Added to the curvature, so that flat directions do not blow up.', 0.001),
    real(
      'neumannRate',
      'Rate of the Neumann series',
      '',
      'Length of one of its steps: below 2 over the largest curvature.',
      0.01,
    ),
    ...turns,
  ],
  unrolled: turns,
  pbt: [
    real(
      'truncation',
      'Share that is replaced',
      '',
      'The worst of this share take over from the best of this share.',
      0.05,
    ),
    real('resampleChance', 'Chance of a new draw', '', 'Chance that a value is drawn anew instead of moved.', 0.05),
    real(
      'perturbation',
      'Size of a move',
      'of the range',
      'How far a value that is taken over is moved, up or down.',
      0.05,
    ),
  ],
};
