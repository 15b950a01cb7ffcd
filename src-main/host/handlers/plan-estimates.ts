// What checked plans will cost on this machine, put right by what its finished runs took. Shared by the answers about runs and studies.
import { availableParallelism } from 'node:os';
import type { Estimates } from '../../../src-shared/contract/plan.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { DataCard } from '../../../src-shared/domain/data-card.ts';
import { outputsByCard } from '../../../src-shared/domain/input-shape.ts';
import { trainerBytes } from '../../data/input-width.ts';
import { datasetDirectory, readCard } from '../../data/storage.ts';
import type { CheckedPlan } from '../config/check-plan.ts';
import { createCalibrator } from '../estimates/calibration.ts';
import { estimateRun } from '../estimates/estimate.ts';
import { sizeOfRun } from '../estimates/run-size.ts';
import { datasetsDirectory } from '../paths.ts';
import type { HandlerContext } from './context.ts';

/** Null while a plan has problems. */
export type PlanEstimates = (checked: Pick<CheckedPlan, 'plan' | 'rows'>) => Promise<Estimates | null>;

/** One calibrator, for everyone who asks. */
export function createPlanEstimates({
  home,
  host,
  rows,
}: Pick<HandlerContext, 'home' | 'host' | 'rows'>): PlanEstimates {
  const cores = availableParallelism();
  const cardOrNull = async (id: string): Promise<DataCard | null> => {
    try {
      return await readCard(datasetDirectory(datasetsDirectory(home.directory), id));
    } catch (thrown) {
      if (thrown instanceof AppError) return null;
      throw thrown;
    }
  };
  const calibrator = createCalibrator({
    rows: rows.all,
    details: (run) => host.reader.run(run),
    card: cardOrNull,
    cores,
  });

  return async ({ plan, rows: parts }) => {
    if (plan === null || parts === null) return null;
    const { config, dataset, inputShape } = plan;
    const outputs = outputsByCard(dataset.card);
    const size = sizeOfRun(config, { ...inputShape, form: dataset.card.form, outputs, rows: parts });
    const device = config.engine.device === 'auto' ? null : config.engine.device;
    return estimateRun({
      config,
      size,
      dataBytes: trainerBytes(dataset, inputShape.inputs, parts.train + parts.validation),
      cores,
      calibration: await calibrator.for(size, device),
    });
  };
}
