// What health and captions are read from: the open run's curves over epochs, whatever axis is shown.
import { type CaptionFact, captionFacts } from '../../../src-shared/domain/captions.ts';
import type { EpochCurve } from '../../../src-shared/domain/epoch-curve.ts';
import { type HealthFinding, healthFindings } from '../../../src-shared/domain/health.ts';
import type { TunedHyperparameter } from '../../../src-shared/domain/hyperparameter.ts';
import { type LiveCurve, placeOfStep } from '../../charts/live-series.ts';

export interface Readings {
  readonly findings: readonly HealthFinding[];
  readonly captions: readonly CaptionFact[];
}

/** @param curve curves of the whole run over any axis */
export function readRun(
  tuned: readonly TunedHyperparameter[],
  curve: (series: string) => LiveCurve | null,
  warmUpEpochs: number,
): Readings {
  const epochs = curve('epoch');
  if (epochs === null || epochs.y.length === 0) return { findings: [], captions: [] };
  const overEpochs = (series: string): EpochCurve | null => {
    const found = curve(series);
    if (found === null) return null;
    const along = { x: epochs.y, steps: epochs.steps };
    return { epochs: found.steps.map((step) => placeOfStep(along, step) ?? 0), values: found.y };
  };
  const input = {
    tuned,
    value: (name: string) => overEpochs(`hyperparameter/${name}`),
    scale: (name: string) => overEpochs(`scale/${name}`),
    train: overEpochs('loss/train'),
    validation: overEpochs('loss/validation'),
  };
  const epoch = epochs.y.at(-1) ?? 0;
  return { findings: healthFindings(input), captions: captionFacts({ ...input, warmUpEpochs, epoch }) };
}
