// The figures of a sensitivity study: which arms belong together, and what each figure asks. After the paper's: validation loss by
// alternation, held against learnt perturbation, schedules from different starts.
import type { StudyConfig } from '../../../src-shared/domain/study.ts';

export interface SensitivityPart {
  readonly id: 'alternation' | 'perturbation' | 'start';
  readonly title: string;
  /** What to look for, in a sentence. */
  readonly question: string;
  /** Positions in the study. */
  readonly arms: readonly number[];
  readonly labels: readonly string[];
  readonly showsLosses: boolean;
  readonly showsSchedules: boolean;
}

const parts = [
  {
    id: 'alternation',
    prefix: 'Alternation ',
    before: '',
    suffix: ' steps',
    title: 'How often the values move',
    question:
      'Training steps / tuning steps in turn. Lines close together: how often the values move hardly matters on this data.',
    showsLosses: true,
    showsSchedules: false,
  },
  {
    id: 'perturbation',
    prefix: 'Perturbation ',
    before: 'scale ',
    suffix: '',
    title: 'How far the values are varied while the response is learnt',
    question: 'Held perturbation scales against a learnt one, in unconstrained space.',
    showsLosses: true,
    showsSchedules: true,
  },
  {
    id: 'start',
    prefix: 'Start ',
    before: '',
    suffix: ' of the range',
    title: 'Where the values start',
    question: 'Schedules that run together from different starts: what was found does not depend on where it began.',
    showsLosses: true,
    showsSchedules: true,
  },
] as const;

/** The figures that the arms of a study allow; arms of another making belong to none. */
export function sensitivityParts({ arms }: Pick<StudyConfig, 'arms'>): readonly SensitivityPart[] {
  return parts.flatMap(({ prefix, before, suffix, ...part }) => {
    const own = arms.flatMap(({ label }, index) => (label.startsWith(prefix) ? [{ label, index }] : []));
    if (own.length === 0) return [];
    const labelOf = (label: string) => {
      const rest = label.slice(prefix.length);
      return /^\d/.test(rest) ? `${before}${rest}${suffix}` : rest;
    };
    return [{ ...part, arms: own.map(({ index }) => index), labels: own.map(({ label }) => labelOf(label)) }];
  });
}
