// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { chosenFolder, droppedFiles, plainFiles } from '../../../src-renderer/stores/picked-files.ts';

const named = (path: string) => {
  const file = new File([path], path.split('/').at(-1) ?? '');
  Object.defineProperty(file, 'webkitRelativePath', { value: path });
  return file;
};

type Tree = { readonly [name: string]: Tree | string };

/** An entry of a dropped folder, as browsers hand them out: two at a time here, a hundred there. */
function entry(name: string, content: Tree | string, parent = ''): object {
  const fullPath = `${parent}/${name}`;
  if (typeof content === 'string') {
    return {
      isDirectory: false,
      name,
      fullPath,
      file: (resolve: (file: File) => void) => resolve(new File([content], name)),
    };
  }
  const left = Object.entries(content).map(([inside, its]) => entry(inside, its, fullPath));
  return {
    isDirectory: true,
    name,
    fullPath,
    createReader: () => ({ readEntries: (resolve: (some: object[]) => void) => resolve(left.splice(0, 2)) }),
  };
}

const transfer = (files: File[], entries: object[]) =>
  ({ files, items: entries.map((one) => ({ webkitGetAsEntry: () => one })) }) as unknown as DataTransfer;

describe('files as they are handed over', () => {
  it('keep their paths below a chosen folder, without what the system keeps there', () => {
    const picked = chosenFolder([
      named('cells/a/1.png'),
      named('cells/.DS_Store'),
      named('cells/a/Thumbs.db'),
      named('cells/b/2.png'),
    ]);
    expect(picked.folder).toEqual({ name: 'cells', paths: ['cells/a/1.png', 'cells/b/2.png'] });
    expect(picked.files.map(({ name }) => name)).toEqual(['1.png', '2.png']);
  });

  it('are found in a dropped folder, however deep and however many', async () => {
    const cells = { a: { '1.png': 'one', '2.png': 'two', '3.png': 'three' }, b: { deep: { '4.png': 'four' } } };
    const told: number[] = [];
    const picked = await droppedFiles(transfer([], [entry('cells', cells)]))((count) => told.push(count));
    expect(picked.folder).toEqual({
      name: 'cells',
      paths: ['cells/a/1.png', 'cells/a/2.png', 'cells/a/3.png', 'cells/b/deep/4.png'],
    });
    expect(await picked.files[3]?.text()).toBe('four');
    expect(told.at(-1)).toBe(4);
  });

  it('are one set where several class folders are dropped together', async () => {
    const picked = await droppedFiles(
      transfer([], [entry('cats', { '1.png': 'cat' }), entry('dogs', { '1.png': 'dog' })]),
    )(() => undefined);
    expect(picked.folder?.paths).toEqual(['cats/1.png', 'dogs/1.png']);
    expect(picked.folder?.name).toBe('2 folders and files');
  });

  it('are plain files where no folder is among them', async () => {
    const file = new File(['a,b'], 'assay.csv');
    const picked = await droppedFiles(transfer([file], [entry('assay.csv', 'a,b')]))(() => undefined);
    expect(picked).toEqual(plainFiles([file]));
  });
});
