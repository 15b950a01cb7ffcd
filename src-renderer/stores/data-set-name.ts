// What the names of chosen files say: what to call the data set, and whether it is a text.
import { isTextName, withoutEndings, withoutPart } from '../../src-shared/domain/text-names.ts';
import type { PickedFiles } from './picked-files.ts';

/** Whether files are called as texts are. */
export function areCalledText(names: readonly string[]): boolean {
  return names.length > 0 && names.every(isTextName);
}

/** From the folder or the first file; names that only say which part a file holds say nothing, and a page does not learn their folder's. */
export function nameFor({ files, folder }: PickedFiles): string {
  const plain = withoutEndings(folder?.name ?? files[0]?.name ?? '')
    .replace(/[-.]idx\d-ubyte$/i, '')
    .replace(/^(train|t10k|test)[-_](images|labels)$/i, 'images');
  const whole = files.length > 1 && folder === null ? withoutPart(plain) : plain;
  return (whole === '' ? 'text' : whole).slice(0, 200);
}
