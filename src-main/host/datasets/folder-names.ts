// Which files the bytes of an uploaded folder are: named in batches, in the order of their bytes.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { BundledFile } from '../../data/files/bundle.ts';
import { countOf } from '../../data/sentences.ts';

export interface FolderNames {
  readonly files: readonly BundledFile[];
  /** @param declaredBytes of the whole folder. @returns how many are named. @throws AppError `data/upload-overrun` */
  add(files: readonly BundledFile[], declaredBytes: number): number;
  isWhole(declaredBytes: number): boolean;
  /** @throws AppError `data/upload-incomplete` */
  refuseUnlessWhole(declaredBytes: number): void;
}

/** @param expected how many files were announced */
export function createFolderNames(expected: number): FolderNames {
  const files: BundledFile[] = [];
  let bytes = 0;
  const isWhole = (declaredBytes: number) => files.length === expected && bytes === declaredBytes;
  return {
    files,
    add: (more, declaredBytes) => {
      const sum = more.reduce((total, file) => total + file.bytes, bytes);
      if (files.length + more.length > expected || sum > declaredBytes) {
        throw new AppError(
          'data/upload-overrun',
          `The folder turned out larger than the ${countOf(expected, 'file')} that were announced. Choose it again.`,
        );
      }
      files.push(...more);
      bytes = sum;
      return files.length;
    },
    isWhole,
    refuseUnlessWhole: (declaredBytes) => {
      if (isWhole(declaredBytes)) return;
      throw new AppError(
        'data/upload-incomplete',
        `Only ${files.length.toLocaleString('en-US')} of the folder's ${countOf(expected, 'file')} have come. Choose it again.`,
      );
    },
  };
}

/** The names of an upload that is a folder. @throws AppError `data/not-a-folder` */
export function namesOf({ folder }: { readonly folder: FolderNames | null }): FolderNames {
  if (folder !== null) return folder;
  throw new AppError('data/not-a-folder', 'This upload is one file, not a folder. Choose the folder again.');
}
