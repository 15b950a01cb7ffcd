// What health and captions are read from: the open run's curves over epochs, whatever axis is shown.
import { type CaptionFact, captionFacts } from '../../../src-shared/domain/captions.ts';
import type { EpochCurve } from '../../../src-shared/domain/epoch-curve.ts';
import { type HealthFinding, healthFindings } from '../../../src-shared/domain/health.ts';
import type { TunedHyperparameter } from '../../../src-shared/domain/hyperparameter.ts';
import { isTuning, type MethodConfig } from '../../../src-shared/domain/method-config.ts';
import type { LiveCurve } from '../../charts/live-series.ts';
import { overEpochs } from '../../charts/over-epochs.ts';

export interface Readings {
  readonly findings: readonly HealthFinding[];
  readonly captions: readonly CaptionFact[];
}

/**
 * What a run's hyperparameters did is healthy or not where it learnt them; where it was told what they do, its losses alone are judged.
 * @param curve curves of the whole run over any axis
 */
export function readRun(
  tuned: readonly TunedHyperparameter[],
  curve: (series: string) => LiveCurve | null,
  method: MethodConfig,
): Readings {
  const epochs = curve('epoch');
  if (epochs === null || epochs.y.length === 0) return { findings: [], captions: [] };
  // Each check asks for the same curves.
  const known = new Map<string, EpochCurve | null>();
  const read = (series: string) => {
    const found = known.get(series);
    if (found !== undefined) return found;
    const made = overEpochs(curve, series);
    known.set(series, made);
    return made;
  };
  const input = {
    tuned,
    value: (name: string) => read(`hyperparameter/${name}`),
    scale: (name: string) => read(`scale/${name}`),
    train: overEpochs(curve, 'loss/train'),
    validation: overEpochs(curve, 'loss/validation'),
  };
  const epoch = epochs.y.at(-1) ?? 0;
  const isLearnt = isTuning(method);
  const findings = healthFindings({ ...input, tuned: isLearnt ? tuned : [] });
  /** Methods that vary no values while they learn have nothing that could collapse. */
  const perturbs = method.name === 'stn' || method.name === 'delta-stn';
  return {
    findings: findings.filter(({ check }) => check !== 'scale' || perturbs),
    captions: captionFacts({ ...input, warmUpEpochs: isLearnt ? method.warmUpEpochs : 0, epoch }),
  };
}
