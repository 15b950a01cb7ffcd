// Which class each picture has, told from the folder it lies in: cats/1.png, or train/cats/1.png beside test/cats/9.png.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { type PartName, partOfName } from '../part-names.ts';
import { countOf, listNames } from '../sentences.ts';

export interface ClassedFile {
  /** Null where the folders name no parts. */
  readonly part: PartName | null;
  readonly className: string;
}

export interface ClassedFiles {
  /** In the order of the paths. */
  readonly files: readonly ClassedFile[];
  /** What all paths begin with, "/" at its end, or nothing. */
  readonly root: string;
}

/** Folders that all paths go through, left out until the last that holds files or different folders. */
function commonRoot(paths: readonly (readonly string[])[]): number {
  const [first = []] = paths;
  let depth = 0;
  while (depth < first.length - 1 && paths.every((path) => path.length > depth + 1 && path[depth] === first[depth])) {
    depth++;
  }
  return depth;
}

/**
 * The part and the class of each picture.
 * @param paths with "/" between names
 * @throws AppError `data/no-classes`, `data/one-class`
 */
export function classFolders(paths: readonly string[], name: string): ClassedFiles {
  const split = paths.map((path) => path.split('/'));
  const depth = commonRoot(split);
  const below = split.map((path) => path.slice(depth));
  const root = (split[0] ?? [])
    .slice(0, depth)
    .map((part) => `${part}/`)
    .join('');
  const loose = below.filter((path) => path.length === 1).length;
  if (loose > 0) throw loose === below.length ? oneFolder(depth, root, loose, name) : looseFiles(loose, name);
  const parts = below.map(([folder = '']) => partOfName(folder));
  const haveParts =
    new Set(parts).size > 1 &&
    parts.includes('train') &&
    !parts.includes(null) &&
    below.every((path) => path.length > 2);
  const files = below.map((path, index): ClassedFile => {
    const part = parts[index] ?? null;
    return haveParts && part !== null ? { part, className: path[1] ?? '' } : { part: null, className: path[0] ?? '' };
  });
  const classes = new Set(files.map(({ className }) => className));
  if (classes.size < 2) throw oneClass([...classes], files.length, name);
  return { files, root };
}

const expected =
  'A folder for each class was expected, with the class as its name, such as cats/1.png and dogs/1.png; or train, validation and test folders with such folders inside';

function oneClass(classes: readonly string[], count: number, name: string): AppError {
  return new AppError(
    'data/one-class',
    `All ${countOf(count, 'picture')} of ${name} are of one class, ${listNames(classes)}; at least two classes are needed to learn from. ${expected}.`,
  );
}

/** Pictures in a single folder: of one class, where that folder lies inside the one that was chosen. */
function oneFolder(depth: number, root: string, count: number, name: string): AppError {
  if (depth > 0) return oneClass([root.split('/').at(-2) ?? root], count, name);
  return new AppError(
    'data/no-classes',
    `The ${countOf(count, 'picture')} of ${name} lie in no folder, so they have no class. ${expected}.`,
  );
}

function looseFiles(count: number, name: string): AppError {
  return new AppError(
    'data/no-classes',
    `${countOf(count, 'picture')} of ${name} ${count === 1 ? 'lies' : 'lie'} beside the class folders and ${count === 1 ? 'has' : 'have'} no class. Move ${count === 1 ? 'it' : 'them'} into a class folder, or away.`,
  );
}

/** Class names in label order: numbers by size, everything else by code units, so that the order is the same on every machine. */
export function inLabelOrder(names: Iterable<string>): string[] {
  const distinct = [...new Set(names)];
  const areNumbers = distinct.every((name) => /^\d{1,15}$/.test(name));
  return distinct.sort((left, right) => (areNumbers ? Number(left) - Number(right) : 0) || (left < right ? -1 : 1));
}
