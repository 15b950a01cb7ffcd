// The one list of everything a user interface can ask of the host.
import type { z } from 'zod';
import { appProcedures } from './app.ts';
import { augmentationProcedures } from './augmentation.ts';
import { dataProcedures } from './data.ts';
import { downloadProcedures } from './downloads.ts';
import { planProcedures } from './plan.ts';
import { plotProcedures } from './plot.ts';
import { queueProcedures } from './queue.ts';
import { runProcedures } from './runs.ts';
import { studyProcedures } from './studies.ts';

/** Raised with every change that an older side would misread. */
export const contractVersion = 1;

export const procedures = {
  ...appProcedures,
  ...dataProcedures,
  ...augmentationProcedures,
  ...downloadProcedures,
  ...planProcedures,
  ...runProcedures,
  ...plotProcedures,
  ...studyProcedures,
  ...queueProcedures,
} as const;

export type ProcedureName = keyof typeof procedures;
/** What a caller hands in: defaults may be left out. */
export type InputOf<Name extends ProcedureName> = z.input<(typeof procedures)[Name]['input']>;
/** What a handler receives: every choice made. */
export type ParsedInputOf<Name extends ProcedureName> = z.output<(typeof procedures)[Name]['input']>;
export type OutputOf<Name extends ProcedureName> = z.output<(typeof procedures)[Name]['output']>;

/** One answer for every procedure; throws AppError for what can be expected to go wrong. */
export type Handlers = {
  readonly [Name in ProcedureName]: (input: ParsedInputOf<Name>) => OutputOf<Name> | Promise<OutputOf<Name>>;
};

/** Whether a name is one of the contract's. */
export function isProcedureName(name: string): name is ProcedureName {
  return Object.hasOwn(procedures, name);
}
