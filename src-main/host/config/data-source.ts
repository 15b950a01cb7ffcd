// Where a config, as it was written, takes its data from: a sample, files still to be read, or a data set of the home.
import { basename, dirname, resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { datasetIdSchema } from '../../../src-shared/domain/ids.ts';
import { withoutEndings, withoutPart } from '../../../src-shared/domain/text-names.ts';
import type { Dataset } from '../../data/dataset.ts';
import { readDataset } from '../../data/import-dataset.ts';
import { importChoicesSchema } from '../../data/importers/import-choices.ts';
import { type TellProgress, untold } from '../../data/importers/progress.ts';
import { sampleImport, samples } from '../../data/samples.ts';
import { datasetDirectory, openDataset } from '../../data/storage.ts';
import { datasetsDirectory } from '../paths.ts';
import { describeRefusal } from './schema-words.ts';

/** How rows are divided is checked with the rest of the config. */
const split = z.unknown().optional();

const sourceSchemas = {
  sample: z.strictObject({ sample: z.string(), split }),
  file: z.strictObject({
    /** Files of one set, or one folder or archive; relative to the config's folder. */
    file: z.union([z.string(), z.array(z.string())]),
    name: z.string().max(200).optional(),
    split,
    ...importChoicesSchema.shape,
  }),
  dataset: z.strictObject({ dataset: datasetIdSchema, split }),
} as const;

type SourceKind = keyof typeof sourceSchemas;
export type DataSource = {
  [Kind in SourceKind]: { readonly kind: Kind } & z.infer<(typeof sourceSchemas)[Kind]>;
}[SourceKind];

const kinds = Object.keys(sourceSchemas) as SourceKind[];
const expected = 'expected one of {"sample": "digits"}, {"file": "assay.csv"} or {"dataset": "<id>"}';

function parse<Schema extends z.ZodType>(schema: Schema, data: object): z.infer<Schema> {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  // Checked once more inside the whole, so that the path in the sentence starts where the reader's file starts.
  const whole = z.strictObject({ data: schema });
  const { error } = whole.safeParse({ data });
  throw new AppError('config/invalid', describeRefusal(whole, { data }, error ?? parsed.error, 'The config'));
}

/**
 * Checks the `data` part of a written config.
 * @throws AppError `config/invalid`
 */
export function parseDataSource(data: unknown): DataSource {
  if (typeof data !== 'object' || data === null) {
    throw new AppError('config/invalid', `data is ${JSON.stringify(data) ?? 'missing'}; ${expected}.`);
  }
  const named = kinds.filter((kind) => Object.hasOwn(data, kind));
  const [kind] = named;
  if (kind === undefined || named.length > 1) {
    const seen = named.length === 0 ? 'no source of data' : `${named.map((name) => `"${name}"`).join(' and ')} at once`;
    throw new AppError('config/invalid', `data names ${seen}; ${expected}.`);
  }
  switch (kind) {
    case 'sample':
      return { kind, ...parse(sourceSchemas.sample, data) };
    case 'file':
      return { kind, ...parse(sourceSchemas.file, data) };
    case 'dataset':
      return { kind, ...parse(sourceSchemas.dataset, data) };
    default:
      return kind satisfies never;
  }
}

/** What a config may name as `data.sample`. */
export const sampleNames: readonly string[] = samples.map(({ name }) => name);

export interface Places {
  readonly home: string;
  /** Folder that relative paths start from. */
  readonly directory: string;
}

/** Several files that are called for their part alone, train.txt and valid.txt, are named for their folder; null: they have names. */
function nameOfFolder(files: readonly string[]): string | null {
  const [first] = files;
  const isNameless = (path: string) => withoutPart(withoutEndings(basename(path))) === '';
  if (first === undefined || files.length === 1 || !files.every(isNameless)) return null;
  return basename(dirname(first)) || null;
}

/**
 * Reads a source's rows into memory; the home stays as it is.
 * @throws AppError in words for every file that cannot be read, see `data`
 */
export async function readSource(
  source: DataSource,
  { home, directory }: Places,
  tell: TellProgress = untold,
): Promise<Dataset> {
  switch (source.kind) {
    case 'sample':
      return readDataset(sampleImport(source.sample));
    case 'dataset':
      return openDataset(datasetDirectory(datasetsDirectory(home), source.dataset));
    case 'file': {
      const { kind: _kind, file, name, split: _split, ...choices } = source;
      const files = (Array.isArray(file) ? file : [file]).map((path) => resolve(directory, path));
      const shown = name ?? nameOfFolder(files);
      const options = {
        files,
        ...(shown === null ? {} : { name: shown }),
        choices: importChoicesSchema.parse(choices),
      };
      return readDataset(options, tell);
    }
    default:
      return source satisfies never;
  }
}
