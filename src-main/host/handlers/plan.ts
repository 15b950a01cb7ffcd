// Answers about a run before it starts: what is suggested, what is wrong, what it will cost.
import type { Handlers } from '../../../src-shared/contract/procedures.ts';
import { datasetDirectory, readCard } from '../../data/storage.ts';
import { checkPlan } from '../config/check-plan.ts';
import { completeRun } from '../config/complete-run.ts';
import { createDatasetCache, type DatasetCache } from '../datasets/dataset-cache.ts';
import { datasetsDirectory } from '../paths.ts';
import type { HandlerContext } from './context.ts';
import { createPlanEstimates, type PlanEstimates } from './plan-estimates.ts';

type PlanHandlers = Pick<Handlers, Extract<keyof Handlers, `plan.${string}`>>;

/** Handlers of `plan.…`. @param cache shared with those who answer about data @param estimates with those who answer about studies */
export function planHandlers(
  context: HandlerContext,
  cache: DatasetCache = createDatasetCache(),
  estimates: PlanEstimates = createPlanEstimates(context),
): PlanHandlers {
  const { home } = context;
  const placeOf = (id: string) => datasetDirectory(datasetsDirectory(home.directory), id);

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
        estimates: await estimates(checked),
      };
    },
  };
}
