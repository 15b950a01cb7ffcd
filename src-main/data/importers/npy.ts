// NumPy arrays (.npy files, or several in one .npz) to imported images or to a table.
import { basename } from 'node:path';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { type ZipMember, zipMemberStream, zipMembers } from '../files/zip.ts';
import { countOf } from '../sentences.ts';
import { byteStream, checkFile } from './byte-stream.ts';
import { inLabelOrder } from './class-folders.ts';
import type { Imported } from './imported.ts';
import { labelWarnings } from './label-warnings.ts';
import { hashNpy, type NpyArray, npyValues, openNpy } from './npy-array.ts';
import { readNpyImages } from './npy-images.ts';
import { givenSplitOf, type NpyImport, type NpyRoles, npyRoles } from './npy-roles.ts';
import { npyTable } from './npy-table.ts';
import { refitChoices, refitImages } from './refit-images.ts';
import { refuseImageChoices, refuseTableChoices } from './refuse-choices.ts';

const fewestRows = 10;
const ending = /\.npy$/i;

/** Whether a zip holds NumPy arrays and nothing else. */
export function isNpz(members: readonly ZipMember[]): boolean {
  return members.length > 0 && members.every(({ path }) => ending.test(path));
}

/** The arrays of a .npz file. */
export async function arraysOfNpz(path: string): Promise<NpyArray[]> {
  const members = await zipMembers(path);
  return Promise.all(
    members.map((member) =>
      openNpy({ name: member.path.replace(ending, ''), stream: () => zipMemberStream(path, member) }),
    ),
  );
}

/** The arrays of .npy files. */
export async function arraysOfFiles(paths: readonly string[]): Promise<NpyArray[]> {
  await Promise.all(paths.map(checkFile));
  return Promise.all(
    paths.map((path) => openNpy({ name: basename(path).replace(ending, ''), stream: () => byteStream(path) })),
  );
}

async function labelsOf(
  { parts, classNames }: NpyRoles,
  file: string,
): Promise<{ labels: Int32Array; classes: string[]; target: string }> {
  const values: (string | number)[] = [];
  for (const { inputs, labels } of parts) {
    if (labels === null) {
      throw new AppError(
        'data/no-labels',
        `${file} holds images ("${inputs.name}") and no labels for them. An array of as many whole numbers or texts, called y or labels, was expected in it or beside it.`,
      );
    }
    for (const value of await npyValues(labels)) values.push(value);
  }
  const odd = values.find((value) => typeof value === 'number' && !Number.isInteger(value));
  if (odd !== undefined) {
    throw new AppError(
      'data/not-a-table',
      `The labels of the images hold ${odd}, which is no class. Whole numbers or texts were expected.`,
    );
  }
  const names = inLabelOrder(new Set(values.map(String)));
  const labelOf = new Map(names.map((name, label) => [name, label]));
  const labels = Int32Array.from(values, (value) => labelOf.get(String(value)) ?? 0);
  const target = parts[0]?.labels?.name ?? 'label';
  const given = classNames === null ? [] : (await npyValues(classNames)).map(String);
  const classes = names.map((name) => (/^\d+$/.test(name) ? (given[Number(name)] ?? name) : name));
  return { labels, classes: new Set(classes).size === classes.length ? classes : names, target };
}

async function importImages(roles: NpyRoles, { arrays, file, choices, tell }: NpyImport): Promise<Imported> {
  refuseTableChoices(choices, 'NumPy arrays of images', refitChoices);
  const { labels, classes, target } = await labelsOf(roles, file);
  if (labels.length < fewestRows) {
    throw new AppError(
      'data/too-few-rows',
      `${file} holds ${countOf(labels.length, 'image')}; at least ${fewestRows} are needed.`,
    );
  }
  if (classes.length < 2) {
    throw new AppError(
      'data/one-class',
      `All labels are ${classes[0] ?? 'missing'}; at least two classes are needed to learn from.`,
    );
  }
  const { imageShape, pixels, sentences } = await readNpyImages(
    roles.parts.map(({ inputs }) => inputs),
    tell,
  );
  const { contents, images, sentences: fitted } = refitImages({ form: 'images', imageShape, pixels, labels }, choices);
  const [height, width, channels] = contents.imageShape;
  const bits = pixels instanceof Uint8Array ? 8 : 16;
  return {
    contents,
    rows: labels.length,
    task: 'classification',
    target,
    classes,
    ...givenSplitOf(roles.parts),
    reading: `Read from ${arrays.map(({ name }) => name).join(', ')} (NumPy): ${height} x ${width} pixels, ${countOf(channels, 'channel')}, ${bits} bits.${sentences.map((sentence) => ` ${sentence}`).join('')}`,
    ...(images === undefined ? {} : { images }),
    fileHashes: await Promise.all(arrays.map(hashNpy)),
    warnings: [...sentences, ...fitted, ...labelWarnings(contents, classes)],
  };
}

/**
 * Imports NumPy arrays: of three and four dimensions as images, of two as a table.
 * @throws AppError `data/no-labels`, `data/wrong-npy-shape`, `data/pickle`, and what arrays, images and tables throw
 */
export async function importNpy(request: NpyImport): Promise<Imported> {
  const { arrays, file, choices } = request;
  const roles = npyRoles(arrays, file);
  const dimensions = new Set(roles.parts.map(({ inputs }) => inputs.header.shape.length));
  const odd = roles.parts.find(({ inputs }) => ['U', 'S'].includes(inputs.header.kind))?.inputs;
  if (odd !== undefined) {
    throw new AppError(
      'data/unsupported-npy',
      `"${odd.name}" holds texts. Numbers were expected; save tables with texts as CSV.`,
    );
  }
  if (dimensions.size === 1 && (dimensions.has(3) || dimensions.has(4))) return importImages(roles, request);
  if (dimensions.size === 1 && dimensions.has(2)) {
    refuseImageChoices(choices, file);
    return npyTable(roles, request);
  }
  const shapes = roles.parts.map(({ inputs }) => `"${inputs.name}" has ${inputs.header.shape.length} dimensions`);
  throw new AppError(
    'data/wrong-npy-shape',
    `${shapes.join(', ')}. Images have 3 (rows x height x width) or 4 with channels, tables have 2 (rows x columns).`,
  );
}
