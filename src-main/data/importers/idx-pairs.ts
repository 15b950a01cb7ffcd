// Which IDX files belong together, told from their names: train-images-idx3-ubyte.gz goes with train-labels-idx1-ubyte.gz, and what
// is called t10k or test is the files' own test set.
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { listNames } from '../sentences.ts';

export interface IdxPair {
  readonly images: string;
  readonly labels: string;
}

export interface IdxPairs {
  readonly train: IdxPair;
  readonly test: IdxPair | null;
}

type Kind = 'images' | 'labels';

/** A file's kind, and what its name has in common with its partner's; null for other names. */
function parse(path: string): { kind: Kind; stem: string; isTest: boolean } | null {
  const name = basename(path).toLowerCase();
  const kind = /images|labels/.exec(name)?.[0];
  if (kind !== 'images' && kind !== 'labels') return null;
  const stem = name
    .replace(/images|labels/, '')
    .replace(/idx\d|ubyte|\.gz$/g, '')
    .replace(/[-_.]+/g, '-');
  return { kind, stem, isTest: /(?:^|[-_.])(?:t10k|test)(?:[-_.]|$)/.test(name) };
}

/** Whether a name is that of an IDX file of images or labels. */
export function isIdxName(path: string): boolean {
  return parse(path) !== null && /idx\d|ubyte/i.test(basename(path));
}

async function filesIn(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch(() => []);
  return names
    .filter(isIdxName)
    .sort()
    .map((name) => join(directory, name));
}

/** The named files, a folder's files, and for a file without its partner those beside it that have the partner's name. */
async function candidates(paths: readonly string[]): Promise<string[]> {
  const named: string[] = [];
  for (const path of paths) {
    const isFolder = await stat(path).then(
      (found) => found.isDirectory(),
      () => false,
    );
    named.push(...(isFolder ? await filesIn(path) : [path]));
  }
  const partners: string[] = [];
  for (const path of named) {
    const own = parse(path);
    const hasPartner = named.some((other) => parse(other)?.stem === own?.stem && parse(other)?.kind !== own?.kind);
    if (own === null || hasPartner) continue;
    const beside = await filesIn(dirname(path));
    partners.push(
      ...beside.filter((other) => parse(other)?.stem === own.stem && parse(other)?.kind !== own.kind).slice(0, 1),
    );
  }
  return [...named, ...partners];
}

/**
 * Pairs images with labels.
 * @throws AppError `data/unpaired-idx` where a partner is missing, `data/too-many-files` beyond one training and one test pair
 */
export async function pairIdxFiles(paths: readonly string[]): Promise<IdxPairs> {
  const files = await candidates(paths);
  if (files.length === 0) {
    throw new AppError(
      'data/no-file',
      `${paths.join(', ')} holds no IDX files. Names such as train-images-idx3-ubyte.gz and train-labels-idx1-ubyte.gz were expected.`,
    );
  }
  const stems = [...new Set(files.map((path) => parse(path)?.stem ?? basename(path)))];
  const pairs = stems.map((stem) => {
    const own = files.filter((path) => (parse(path)?.stem ?? basename(path)) === stem);
    const images = own.find((path) => parse(path)?.kind === 'images');
    const labels = own.find((path) => parse(path)?.kind === 'labels');
    if (images === undefined || labels === undefined) throw unpaired(own);
    return { images, labels, isTest: parse(images)?.isTest === true };
  });
  const [train, ...otherTrains] = pairs.filter((pair) => !pair.isTest);
  const [test = null, ...otherTests] = pairs.filter((pair) => pair.isTest);
  if (otherTrains.length + otherTests.length > 0) {
    throw new AppError(
      'data/too-many-files',
      `The files hold ${pairs.length} pairs of images and labels; one for training and one for test (t10k) were expected. Choose the files of one set.`,
    );
  }
  if (train === undefined && test !== null) return { train: test, test: null };
  if (train === undefined) throw unpaired(files);
  return { train, test };
}

function unpaired(files: readonly string[]): AppError {
  return new AppError(
    'data/unpaired-idx',
    `${listNames(files.map((path) => basename(path)))} ${files.length === 1 ? 'has' : 'have'} no partner: images and labels come in two files, such as train-images-idx3-ubyte.gz and train-labels-idx1-ubyte.gz. Choose both.`,
  );
}
