// The app itself: what it is, what it wants said once, its settings, this machine, its disk.
import { z } from 'zod';
import { runIdSchema } from '../domain/ids.ts';
import { deviceNames, engineNames } from '../domain/run-config.ts';
import { anyNumberSchema, bytesSchema, emptySchema, lineSchema, textSchema } from './fields.ts';
import { procedure } from './procedure.ts';

export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  /** How numbers are written: decimal mark and grouping. `system`: as the computer is set. */
  numbers: z.enum(['system', 'en', 'de', 'fr']),
  /** Width of a band of curves over seeds. */
  band: z.enum(['sd', 'se', 'ci95']),
  /** Whether a notification tells of the end of a run, where the system can show one. */
  notifications: z.boolean(),
});
export type Settings = z.infer<typeof settingsSchema>;

const recoveredRunSchema = z.strictObject({ run: runIdSchema, reason: textSchema });

const appInfoSchema = z.strictObject({
  version: lineSchema,
  home: textSchema,
  platform: lineSchema,
  /** Through which door the app is shown. */
  door: z.enum(['desktop', 'browser']),
  /** Sentences to be read: a damaged file put aside, a backup made. Kept until dismissed. */
  notices: z.array(textSchema),
  /** Runs that a crash had left; kept until dismissed. */
  recovered: z.array(recoveredRunSchema),
});
export type AppInfo = z.infer<typeof appInfoSchema>;

export const machineReportSchema = z.strictObject({
  cores: z.number(),
  memoryBytes: z.number(),
  candidates: z.array(
    z.strictObject({
      engine: z.enum(engineNames),
      device: z.enum(deviceNames),
      isUsable: z.boolean(),
      /** Of one test step, in milliseconds. */
      ms: z.number().nullable(),
      /** What the library or its driver said; null when it is usable. */
      selfTestError: z.string().nullable(),
      /** The verdict for people. */
      sentence: z.string(),
    }),
  ),
  /** What a run gets that names no engine; null engine and device where none works. */
  choice: z.strictObject({
    engine: z.enum(engineNames).nullable(),
    device: z.enum(deviceNames).nullable(),
    why: z.string(),
  }),
});
export type MachineReport = z.infer<typeof machineReportSchema>;

const storageReportSchema = z.strictObject({
  home: textSchema,
  databaseBytes: z.number(),
  datasetsBytes: z.number(),
  runsBytes: z.number(),
  trashBytes: z.number(),
  /** Of the disk the home is on; null where the system does not tell. */
  freeBytes: z.number().nullable(),
  /** Largest first. */
  largestRuns: z.array(z.strictObject({ run: runIdSchema, name: z.string(), bytes: z.number() })),
  paths: z.array(z.strictObject({ what: lineSchema, path: textSchema })),
});
export type StorageReport = z.infer<typeof storageReportSchema>;

export const usageSchema = z.strictObject({
  /** Share of all cores that this app and its trainers use, 0 to 1. */
  cpu: anyNumberSchema,
  /** Resident memory of this app and its trainers. */
  memoryBytes: z.number(),
  freeMemoryBytes: z.number(),
  freeDiskBytes: z.number().nullable(),
});
export type Usage = z.infer<typeof usageSchema>;

/** A file made by the host, to be saved where the user wants it. */
export const madeFileSchema = z.strictObject({ name: lineSchema, mediaType: lineSchema, bytes: bytesSchema });
export type MadeFile = z.infer<typeof madeFileSchema>;

export const appProcedures = {
  'app.info': procedure(emptySchema, appInfoSchema),
  /** The notices and recovered runs have been read. */
  'app.dismissNotices': procedure(emptySchema, emptySchema),
  'settings.get': procedure(emptySchema, settingsSchema),
  'settings.change': procedure(settingsSchema.partial().strict(), settingsSchema),
  /** Tries out every engine; the first answer is kept until `isFresh` asks for a new one. */
  'machine.describe': procedure(z.strictObject({ isFresh: z.boolean() }), machineReportSchema),
  'machine.usage': procedure(emptySchema, usageSchema),
  'storage.report': procedure(emptySchema, storageReportSchema),
  /** Logs, versions and the machine's verdict in one text file; no data, no names of columns. */
  'app.bugReport': procedure(emptySchema, madeFileSchema),
} as const;
