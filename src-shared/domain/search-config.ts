// Methods that search: they train many networks, each with hyperparameters held, and keep the best. Population-based training moves them
// between the stretches of one training. Not here: budgets and seeds (study), where values may lie (search-space).
import { z } from 'zod';

const count = z.number().int().positive();
const share = z.number().min(0).max(1);

/** Every combination of so many evenly spread values of each hyperparameter, in an order shuffled by the seed. */
export const gridConfigSchema = z.strictObject({
  name: z.literal('grid'),
  /** Values of each hyperparameter. */
  points: count.min(2).max(100).default(3),
});

export const randomConfigSchema = z.strictObject({ name: z.literal('random') });

/** Gaussian process with expected improvement. Source: Snoek, Larochelle & Adams 2012; Jones et al. 1998. */
export const bayesConfigSchema = z.strictObject({
  name: z.literal('bayes'),
  /** Trials that cover the space before the model of it is asked. */
  initialTrials: count.max(1_000).default(8),
});

/** Source: Jaderberg et al. 2017. */
export const pbtConfigSchema = z.strictObject({
  name: z.literal('pbt'),
  /** Networks that train beside each other. */
  population: count.min(2).max(100).default(8),
  /** Epochs between two rounds of exploiting and exploring. */
  epochsPerRound: count.max(10_000).default(5),
  /** The worst of this share take over weights and values from the best of this share. */
  truncation: share.gt(0).max(0.5).default(0.25),
  /** Chance that a value taken over is drawn anew instead of moved. */
  resampleChance: share.default(0.25),
  /** Size of a move: a tenth of the range by default, up or down. */
  perturbation: share.gt(0).default(0.1),
});

export const searchConfigSchema = z.discriminatedUnion('name', [
  gridConfigSchema,
  randomConfigSchema,
  bayesConfigSchema,
  pbtConfigSchema,
]);
export type SearchConfig = z.infer<typeof searchConfigSchema>;
export type GridConfig = z.infer<typeof gridConfigSchema>;
export type BayesConfig = z.infer<typeof bayesConfigSchema>;
export type PbtConfig = z.infer<typeof pbtConfigSchema>;
export type SearchName = SearchConfig['name'];
export const searchNames = searchConfigSchema.options.map((option) => option.shape.name.value);

/** Whether a method's name is one of a search. */
export function isSearchName(name: string): name is SearchName {
  return (searchNames as readonly string[]).includes(name);
}
