// A study: several ways to find hyperparameters, the same network, data, budget and seeds. Its trials are runs of their own.
import { z } from 'zod';
import { hyperparameterSettingSchema } from './hyperparameter.ts';
import { runIdSchema } from './ids.ts';
import { methodConfigSchema } from './method-config.ts';
import { runConfigSchema } from './run-config.ts';
import { isSearchName, searchConfigSchema } from './search-config.ts';

/** A study's number in its home, counted from 1 and never used twice. */
export const studyIdSchema = z.number().int().positive().brand<'StudyId'>();
export type StudyId = z.infer<typeof studyIdSchema>;

/**
 * What every arm may spend for each seed, the searches on as many trials as fit, others on one run. Seconds are training seconds as the
 * trainers count them; epochs and steps count those of training; trials count runs, each of the epochs its config says.
 */
export const budgetSchema = z.strictObject({
  unit: z.enum(['epochs', 'steps', 'seconds', 'trials']),
  amount: z.number().positive().max(1e9),
});
export type Budget = z.infer<typeof budgetSchema>;
export type BudgetUnit = Budget['unit'];

/** A way to find hyperparameters: a method, and where it departs from the study's config. */
export const armSchema = z.strictObject({
  /** Short, one of a kind in its study. */
  label: z.string().min(1).max(100),
  method: z.union([methodConfigSchema, searchConfigSchema]),
  /** Instead of the study's own, by name. */
  hyperparameters: z.record(z.string().max(200), hyperparameterSettingSchema).optional(),
});
export type Arm = z.infer<typeof armSchema>;

/**
 * `search`: one search by itself. `comparison`: methods at equal compute. `verification`: a schedule, its final values, the best fixed
 * values found. `sensitivity`: one method under varied settings. `schedules`: kinds of schedules of one hyperparameter set.
 */
export const studyPurposes = ['search', 'comparison', 'verification', 'sensitivity', 'schedules'] as const;
export type StudyPurpose = (typeof studyPurposes)[number];

export const studyConfigSchema = z
  .strictObject({
    version: z.literal(1).default(1),
    name: z.string().max(200).default(''),
    purpose: z.enum(studyPurposes).default('comparison'),
    /**
     * Data, network, what is tuned in which range, training of one trial. Its method and seed are the arms' and the seeds'. Arms that are
     * no search train for the whole budget in one run, so `training.epochs` and `training.minutes` are theirs only where budgets are trials.
     */
    config: runConfigSchema,
    arms: z.array(armSchema).min(1).max(50),
    seeds: z.array(z.number().int().min(0).max(0xffff_ffff)).min(1).max(100),
    budget: budgetSchema,
    /** Trials of one search that train at the same time. */
    atOnce: z.number().int().min(1).max(100).default(1),
    /** `median`: a trial ends with an epoch at which it is worse than half of the trials before it were. Source: Golovin et al. 2017. */
    earlyTermination: z.enum(['none', 'median']).default('none'),
    /** The run whose schedule is verified, or from which the study was made. */
    source: runIdSchema.nullable().default(null),
  })
  .refine(({ arms }) => new Set(arms.map(({ label }) => label)).size === arms.length, {
    message: 'Two arms of the study have the same label. Give each its own.',
  })
  .refine(({ seeds }) => new Set(seeds).size === seeds.length, { message: 'A seed stands twice in the study.' });
export type StudyConfig = z.infer<typeof studyConfigSchema>;
export type StudyConfigInput = z.input<typeof studyConfigSchema>;

/** What a study does; only a running one begins further trials. */
export const studyStates = ['running', 'paused', 'stopped', 'finished', 'failed'] as const;
export type StudyState = (typeof studyStates)[number];

/** Where a run stands in its study. */
export const studyPlaceSchema = z.strictObject({
  study: studyIdSchema,
  /** Position in {@link StudyConfig.arms}. */
  arm: z.number().int().min(0),
  /** Position in {@link StudyConfig.seeds}. */
  seed: z.number().int().min(0),
  /** Counted from 0 within arm and seed, in the order in which they were proposed. */
  trial: z.number().int().min(0),
});
export type StudyPlace = z.infer<typeof studyPlaceSchema>;

/** Whether an arm trains many networks. */
export function isSearchArm({ method }: Pick<Arm, 'method'>): boolean {
  return isSearchName(method.name);
}
