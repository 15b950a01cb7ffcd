// Answers about a run before it starts: what is suggested, what is wrong, what it will cost.
import { availableParallelism } from 'node:os';
import type { PlanCheck } from '../../../src-shared/contract/plan.ts';
import type { Handlers } from '../../../src-shared/contract/procedures.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { DataCard } from '../../../src-shared/domain/data-card.ts';
import { outputsByCard } from '../../../src-shared/domain/input-shape.ts';
import { trainerBytes } from '../../data/input-width.ts';
import { datasetDirectory, readCard } from '../../data/storage.ts';
import { type CheckedPlan, checkPlan } from '../config/check-plan.ts';
import { completeRun } from '../config/complete-run.ts';
import { createDatasetCache, type DatasetCache } from '../datasets/dataset-cache.ts';
import { createCalibrator } from '../estimates/calibration.ts';
import { estimateRun } from '../estimates/estimate.ts';
import { sizeOfRun } from '../estimates/run-size.ts';
import { datasetsDirectory } from '../paths.ts';
import type { HandlerContext } from './context.ts';

type PlanHandlers = Pick<Handlers, Extract<keyof Handlers, `plan.${string}`>>;

/** Handlers of `plan.…`. @param cache shared with those who answer about data */
export function planHandlers(context: HandlerContext, cache: DatasetCache = createDatasetCache()): PlanHandlers {
  const { home, host, rows } = context;
  const cores = availableParallelism();
  const placeOf = (id: string) => datasetDirectory(datasetsDirectory(home.directory), id);
  const cardOrNull = async (id: string): Promise<DataCard | null> => {
    try {
      return await readCard(placeOf(id));
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

  const estimatesFor = async ({ plan, rows: parts }: CheckedPlan): Promise<PlanCheck['estimates']> => {
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

  return {
    'plan.suggest': async ({ dataset, template }) =>
      completeRun(await readCard(placeOf(dataset)), {
        written: template === undefined ? {} : { model: template },
        changes: [],
        split: undefined,
      }),
    'plan.check': async ({ config }) => {
      const checked = await checkPlan(config, async (id) => (await cache.open(placeOf(id))).dataset);
      const { problems, layers, applicable, tuned, fixed, rows: parts } = checked;
      return {
        problems: [...problems],
        layers: [...layers],
        applicable: [...applicable],
        tuned,
        fixed,
        rows: parts,
        estimates: await estimatesFor(checked),
      };
    },
  };
}
