// Pictures in class folders (a folder, an archive or an upload of them) to an imported set of images of one size.
import { createHash } from 'node:crypto';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { ImageContents } from '../dataset.ts';
import type { FileTree } from '../files/file-tree.ts';
import type { PartName } from '../part-names.ts';
import { countOf, listNames, shown } from '../sentences.ts';
import { type ClassedFile, classFolders, inLabelOrder } from './class-folders.ts';
import { planImages, planSentences } from './image-plan.ts';
import type { ImportChoices } from './import-choices.ts';
import type { Imported } from './imported.ts';
import { labelWarnings } from './label-warnings.ts';
import { findPictures, type PictureFiles, type Unreadable } from './picture-files.ts';
import type { TellProgress } from './progress.ts';
import { readPictures } from './read-pictures.ts';
import { refuseTableChoices } from './refuse-choices.ts';

const targetName = 'class';
const fewestRows = 10;
/** Unreadable files that a sentence names. */
const mostNamed = 5;
const imageChoiceNames = ['imageSize', 'imageFit', 'imageColour'];

export interface PicturesImport {
  readonly tree: FileTree;
  /** What people call it, for sentences. */
  readonly name: string;
  readonly choices: ImportChoices;
  readonly tell: TellProgress;
}

function unreadableWords(unreadable: readonly Unreadable[]): string {
  const named = unreadable.slice(0, mostNamed).map(({ path, reason }) => `"${shown(path)}" ${reason}`);
  const others = unreadable.length - named.length;
  return `${named.join('; ')}${others > 0 ? `; and ${others.toLocaleString('en-US')} more` : ''}`;
}

function tooFew(readable: number, unreadable: readonly Unreadable[], name: string): AppError {
  const reasons =
    unreadable.length === 0
      ? ''
      : ` ${countOf(unreadable.length, 'file')} could not be read: ${unreadableWords(unreadable)}.`;
  return new AppError(
    'data/too-few-rows',
    `${name} holds ${countOf(readable, 'picture')} that can be read; at least ${fewestRows} are needed.${reasons}`,
  );
}

const partOrder: readonly (PartName | null)[] = [null, 'train', 'validation', 'test'];

/**
 * The row of each picture: part after part, and inside each one picture of every class in turn, so that the first rows anyone looks at
 * show all classes.
 */
export function rowsInTurn(files: readonly ClassedFile[], classes: readonly string[]): Uint32Array {
  const labelOf = new Map(classes.map((name, label) => [name, label]));
  const seen = new Map<string, number>();
  const keys = files.map(({ part, className }) => {
    const key = `${part} ${className}`;
    const turn = seen.get(key) ?? 0;
    seen.set(key, turn + 1);
    return { part: partOrder.indexOf(part), turn, label: labelOf.get(className) ?? 0 };
  });
  const order = [...keys.keys()].sort((left, right) => {
    const [a, b] = [keys[left], keys[right]];
    if (a === undefined || b === undefined) return 0;
    return a.part - b.part || a.turn - b.turn || a.label - b.label;
  });
  const rowOf = new Uint32Array(files.length);
  for (const [row, file] of order.entries()) rowOf[file] = row;
  return rowOf;
}

/** The same files under the same names below the class folders' root are the same data set, wherever they lie. */
function treeHash({ hashes }: PictureFiles, root: string): string {
  const hash = createHash('sha256');
  for (const path of [...hashes.keys()].sort())
    hash.update(JSON.stringify([path.slice(root.length), hashes.get(path)]));
  return hash.digest('hex');
}

function splitOf(files: readonly ClassedFile[]): Pick<Imported, 'givenSplit'> {
  const count = (part: PartName) => files.filter((file) => file.part === part).length;
  const [train, validation, test] = [count('train'), count('validation'), count('test')];
  if (train === 0 || validation + test === 0) return {};
  return { givenSplit: { train, ...(validation === 0 ? {} : { validation }), test } };
}

/**
 * Imports pictures; the folder that each lies in is its class.
 * @throws AppError `data/no-pictures`, `data/too-few-rows`, `data/one-class`, `data/no-classes`, `data/too-large`, `data/files-changed`
 */
export async function importPictures({ tree, name, choices, tell }: PicturesImport): Promise<Imported> {
  refuseTableChoices(choices, 'Folders of pictures', imageChoiceNames);
  const found = await findPictures(tree, tell);
  const { pictures } = found;
  if (pictures.length < fewestRows) throw tooFew(pictures.length, found.unreadable, name);
  const headers = pictures.map(({ header }) => header);
  const { files, root } = classFolders(
    pictures.map(({ path }) => path),
    name,
  );
  const plan = planImages(headers, choices);
  const rowOf = rowsInTurn(files, inLabelOrder(files.map(({ className }) => className)));
  const { pixels, channels, kept, unreadable: undecoded } = await readPictures({ tree, pictures, rowOf, plan, tell });
  const unreadable = [...found.unreadable, ...undecoded];
  if (kept.length < fewestRows) throw tooFew(kept.length, unreadable, name);

  const fileOfRow = new Uint32Array(rowOf.length);
  for (const [file, row] of rowOf.entries()) fileOfRow[row] = file;
  const inRows = kept.flatMap((row) => files[fileOfRow[row] ?? 0] ?? []);
  const keptHeaders = kept.flatMap((row) => headers[fileOfRow[row] ?? 0] ?? []);
  const classes = inLabelOrder(inRows.map(({ className }) => className));
  if (classes.length < 2) {
    throw new AppError(
      'data/one-class',
      `Only pictures of the class ${listNames(classes)} can be read; at least two classes are needed to learn from. ${unreadableWords(unreadable)}.`,
    );
  }
  const labelOf = new Map(classes.map((className, label) => [className, label]));
  const contents: ImageContents = {
    form: 'images',
    imageShape: [plan.height, plan.width, channels],
    pixels,
    labels: Int32Array.from(inRows, ({ className }) => labelOf.get(className) ?? 0),
  };
  const formats = [...new Set(keptHeaders.map(({ format }) => format))].sort();
  const outcome = { ...plan, channels };
  return {
    contents,
    rows: inRows.length,
    task: 'classification',
    target: targetName,
    classes,
    ...splitOf(inRows),
    reading: `Read from ${countOf(inRows.length, 'picture')} (${formats.join(', ')}) in class folders: ${plan.height} x ${plan.width} pixels, ${countOf(channels, 'channel')}, ${plan.bits} bits.`,
    images: {
      imageSize: [plan.height, plan.width],
      imageFit: plan.fit,
      imageColour: channels === 3 ? 'colour' : 'grey',
    },
    fileHashes: [treeHash(found, root)],
    warnings: [
      ...(unreadable.length === 0
        ? []
        : [
            `${countOf(unreadable.length, 'file')} of ${(pictures.length + found.unreadable.length).toLocaleString('en-US')} could not be read and ${unreadable.length === 1 ? 'is' : 'are'} left out: ${unreadableWords(unreadable)}.`,
          ]),
      ...(found.others.length === 0
        ? []
        : [
            `${countOf(found.others.length, 'file')} that ${found.others.length === 1 ? 'is no picture is' : 'are no pictures are'} left out: ${listNames(found.others, mostNamed)}.`,
          ]),
      ...planSentences(keptHeaders, outcome),
      ...labelWarnings(contents, classes),
    ],
  };
}
