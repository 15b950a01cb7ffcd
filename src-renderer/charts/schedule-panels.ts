// Which schedules share an axis: grouped as in the figures of the paper, and within a group by unit. Not here: how they are drawn.
import {
  type HyperparameterGroup,
  type HyperparameterKind,
  kindTraits,
  type TunedHyperparameter,
} from '../../src-shared/domain/hyperparameter.ts';
import { groupWords, type InputForm } from '../words/hyperparameter-words.ts';

export interface SchedulePanel {
  readonly id: string;
  readonly group: HyperparameterGroup;
  readonly title: string;
  readonly kinds: readonly HyperparameterKind[];
  /** Of the vertical axis; short. */
  readonly unit: string;
  /** Penalties span powers of ten. */
  readonly scale: 'linear' | 'log';
}

/** From top to bottom. */
export const schedulePanels: readonly SchedulePanel[] = [
  {
    id: 'dropout',
    group: 'dropout',
    title: 'Dropout',
    kinds: ['dropout', 'featureDropout', 'embeddingDropout', 'dropConnect'],
    unit: 'share',
    scale: 'linear',
  },
  {
    id: 'colour',
    group: 'colour',
    title: 'Colour jitter',
    kinds: ['brightness', 'contrast', 'saturation', 'hue'],
    unit: 'strength',
    scale: 'linear',
  },
  {
    id: 'cutoutHoles',
    group: 'cutout',
    title: 'Cutout holes',
    kinds: ['cutoutHoles'],
    unit: 'holes, rounded down in use',
    scale: 'linear',
  },
  {
    id: 'cutoutLength',
    group: 'cutout',
    title: 'Cutout length',
    kinds: ['cutoutLength'],
    unit: 'pixels or columns, rounded down in use',
    scale: 'linear',
  },
  {
    id: 'inputScaling',
    group: 'noise',
    title: 'Input scaling',
    kinds: ['inputScaling'],
    unit: 'strength',
    scale: 'linear',
  },
  {
    id: 'gaussianNoise',
    group: 'noise',
    title: 'Input noise',
    kinds: ['gaussianNoise'],
    unit: 'standard deviations of the input',
    scale: 'linear',
  },
  { id: 'shift', group: 'geometry', title: 'Shift', kinds: ['shift'], unit: 'share of the side', scale: 'linear' },
  {
    id: 'flips',
    group: 'geometry',
    title: 'Flips',
    kinds: ['horizontalFlip', 'verticalFlip'],
    unit: 'probability',
    scale: 'linear',
  },
  {
    id: 'rotation',
    group: 'geometry',
    title: 'Rotation',
    kinds: ['rotation'],
    unit: 'degrees to either side',
    scale: 'linear',
  },
  {
    id: 'activation',
    group: 'activation',
    title: 'Activation penalties',
    kinds: ['activationPenalty', 'temporalPenalty'],
    unit: 'weight of a mean square',
    scale: 'linear',
  },
  { id: 'l2', group: 'penalty', title: 'L2', kinds: ['l2'], unit: 'per squared weight', scale: 'log' },
  { id: 'l1', group: 'penalty', title: 'L1', kinds: ['l1'], unit: 'per absolute weight', scale: 'log' },
];

/** The panel of each kind. */
export const panelOfKind = Object.fromEntries(
  schedulePanels.flatMap((panel) => panel.kinds.map((kind) => [kind, panel])),
) as Readonly<Record<HyperparameterKind, SchedulePanel>>;

/** What a panel's values are counted in on such an input. */
export function panelUnit({ id, unit }: SchedulePanel, form: InputForm): string {
  if (id !== 'cutoutLength' || form === null) return unit;
  return `${form === 'images' ? 'pixels' : 'columns'}, rounded down in use`;
}

/** The groups of some hyperparameters, in the order in which they are drawn. */
export function groupsOf(
  tuned: readonly TunedHyperparameter[],
): readonly { readonly id: HyperparameterGroup; readonly title: string }[] {
  const found = new Set(tuned.map(({ kind }) => kindTraits[kind].group));
  const order = [...new Set(schedulePanels.map(({ group }) => group))];
  return order.filter((group) => found.has(group)).map((group) => ({ id: group, title: groupWords[group].name }));
}

/** What is said below a figure that shows hyperparameters of which only whole numbers are used. */
export function discreteNotes(tuned: readonly TunedHyperparameter[]): readonly string[] {
  return tuned.some(({ discrete, kind }) => discrete || kindTraits[kind].isDiscrete)
    ? ['Whole numbers are drawn as they are tuned; training uses them rounded down.']
    : [];
}
