// @vitest-environment happy-dom
import { createPinia } from 'pinia';
import { describe, expect, it, vi } from 'vitest';
import { createApp } from 'vue';
import { clientKey } from '../../../src-renderer/client.ts';
import { useImport } from '../../../src-renderer/stores/import.ts';
import { plainFiles } from '../../../src-renderer/stores/picked-files.ts';
import type { Client } from '../../../src-shared/contract/client.ts';
import { uploadChunkBytes } from '../../../src-shared/contract/limits.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';

const inspection = {
  card: { name: 'assay', form: 'table', target: 'c', columns: [{ name: 'a' }, { name: 'c' }], warnings: [] },
  preview: { form: 'table', columns: ['a', 'c'], rows: [], totalRows: 0 },
  reading: { delimiter: ',' },
};

type Answer = (input: { choices: Record<string, unknown> }) => unknown;

/** A host that takes uploads, and what it was asked. */
function host(inspect: Answer = () => inspection, more: Record<string, () => unknown> = {}) {
  const asked: { procedure: string; input: { [field: string]: unknown } }[] = [];
  let uploads = 0;
  const answers: Record<string, (input: never) => unknown> = {
    'data.beginUpload': () => ({ upload: String(uploads++) }),
    'data.inspect': inspect,
    'data.import': () => ({ card: inspection.card, isNew: true }),
    ...more,
  };
  const client = {
    call: async (procedure: string, input: never) => {
      asked.push({ procedure, input });
      return answers[procedure]?.(input) ?? {};
    },
  } as unknown as Client;
  const app = createApp({}).provide(clientKey, client).use(createPinia());
  const files = app.runWithContext(useImport);
  return { files, asked, countOf: (name: string) => asked.filter(({ procedure }) => procedure === name).length };
}

const table = (text = 'a,b\n1,2\n', name = 'assay.csv') => new File([text], name);
const refuse = (code: `${string}/${string}`) => () => {
  throw new AppError(code, 'Not like this.');
};

describe('an import', () => {
  it('hands a large file over in order, in chunks, and reads it', async () => {
    const { files, asked } = host();
    await files.begin(plainFiles([new File([new Uint8Array(uploadChunkBytes + 3)], 'large.csv')]));
    const chunks = asked.filter(({ procedure }) => procedure === 'data.uploadChunk');
    expect(chunks.map(({ input }) => [input.offset, (input.bytes as Uint8Array).length])).toEqual([
      [0, uploadChunkBytes],
      [uploadChunkBytes, 3],
    ]);
    expect(files.files).toEqual([{ name: 'large.csv', bytes: uploadChunkBytes + 3, files: null, share: 1 }]);
    expect(files.stage).toBe('ready');
    expect(files.inspection).toEqual(inspection);
  });

  it('is named like the file, without its endings', async () => {
    const { files } = host();
    await files.begin(plainFiles([table('a,b', 'Plate 7.csv.gz')]));
    expect(files.name).toBe('Plate 7');
    await files.begin(plainFiles([table('', 'train-images-idx3-ubyte.gz')]));
    expect(files.name).toBe('images');
    await files.begin(plainFiles([table('', 'blood.cells-idx3-ubyte')]));
    expect(files.name).toBe('blood.cells');
  });

  it('reads again with what was chosen', async () => {
    const { files, asked } = host();
    await files.begin(plainFiles([table()]));
    await files.giveRole('a', 'group');
    await files.choose('decimal', ',');
    expect(asked.at(-1)?.input.choices).toEqual({ roles: { a: 'group' }, decimal: ',' });
  });

  it('forgets the columns when they may have other names', async () => {
    const { files, asked } = host();
    await files.begin(plainFiles([table()]));
    await files.choose('target', 'a');
    await files.choose('delimiter', ';');
    expect(asked.at(-1)?.input.choices).toEqual({ delimiter: ';' });
  });

  it.each([
    ['data/ragged-row', 'delimiter'],
    ['data/one-class', 'target'],
    ['data/target-not-numeric', 'task'],
    ['data/not-text', 'encoding'],
    ['data/no-inputs', 'columns'],
    ['data/empty-file', 'file'],
  ] as const)('puts %s beside the field %s', async (code, field) => {
    const { files } = host(refuse(code));
    await files.begin(plainFiles([table()]));
    expect(files.problemAt(field)).toBe('Not like this.');
  });

  it('keeps the last reading when a later one fails', async () => {
    const { files } = host(({ choices }) => (choices.target === 'b' ? refuse('data/one-class')() : inspection));
    await files.begin(plainFiles([table()]));
    await files.choose('target', 'b');
    expect(files.inspection).toEqual(inspection);
    expect(files.problemAt('target')).toBe('Not like this.');
    await files.choose('target', 'c');
    expect(files.problem).toBe(null);
  });

  it('shows the first lines and names of a file that was never read', async () => {
    const { files } = host(refuse('data/one-class'));
    await files.begin(plainFiles([table('"dose";plate\n1;2\n')]));
    expect(files.columnNames).toEqual(['dose', 'plate']);
    expect(files.headLines).toEqual(['"dose";plate', '1;2']);
  });

  it('leaves out an answer that a later choice has overtaken', async () => {
    const waiting: ((value: unknown) => void)[] = [];
    const { files } = host(({ choices }) =>
      choices.target === undefined ? inspection : new Promise((resolve) => waiting.push(resolve)),
    );
    await files.begin(plainFiles([table()]));
    const first = files.choose('target', 'first');
    const second = files.choose('target', 'second');
    const late = { ...inspection, reading: { delimiter: ';' } };
    waiting[1]?.(inspection);
    await second;
    waiting[0]?.(late);
    await first;
    expect(files.inspection).toEqual(inspection);
  });

  it('stores the data set under its name and closes', async () => {
    const { files, asked } = host();
    await files.begin(plainFiles([table()]));
    files.name = '  My assay ';
    expect(await files.finish()).toEqual(inspection.card);
    expect(asked.at(-1)).toMatchObject({ procedure: 'data.import', input: { uploads: ['0'], name: 'My assay' } });
    expect(files.isOpen).toBe(false);
  });

  it('stays open with everything in it when storing fails', async () => {
    const { files } = host(undefined, { 'data.import': refuse('data/disk-full') });
    await files.begin(plainFiles([table()]));
    expect(await files.finish()).toBe(null);
    expect(files.stage).toBe('ready');
    expect(files.inspection).toEqual(inspection);
    expect(files.problemAt('file')).toBe('Not like this.');
  });

  it('gives its uploads up when it is cancelled or another begins', async () => {
    const { files, countOf } = host();
    await files.begin(plainFiles([table(), table()]));
    await files.begin(plainFiles([table()]));
    expect(countOf('data.discardUpload')).toBe(2);
    await files.cancel();
    expect(countOf('data.discardUpload')).toBe(3);
    expect(files.isOpen).toBe(false);
  });

  it('refuses more files than belong to one data set, and uploads none', async () => {
    const { files, countOf } = host();
    await files.begin(plainFiles(Array.from({ length: 9 }, () => table())));
    expect(files.problemAt('file')).toContain('9 files');
    expect(countOf('data.beginUpload')).toBe(0);
  });

  it('hands a folder over in one piece: first what its files are called, then their bytes', async () => {
    const { files, asked } = host();
    await files.begin({
      files: [new File(['one'], '1.png'), new File(['four'], '1.png')],
      folder: { name: 'cells', paths: ['cells/a/1.png', 'cells/b/1.png'] },
    });
    expect(asked.slice(0, 3)).toEqual([
      { procedure: 'data.beginUpload', input: { name: 'cells', bytes: 7, files: 2 } },
      {
        procedure: 'data.nameFiles',
        input: {
          upload: '0',
          files: [
            { path: 'cells/a/1.png', bytes: 3 },
            { path: 'cells/b/1.png', bytes: 4 },
          ],
        },
      },
      { procedure: 'data.uploadChunk', input: { upload: '0', offset: 0, bytes: new TextEncoder().encode('onefour') } },
    ]);
    expect(files.files).toEqual([{ name: 'cells', bytes: 7, files: 2, share: 1 }]);
    expect(files.name).toBe('cells');
  });

  it('says that a folder is empty, and uploads nothing', async () => {
    const { files, countOf } = host();
    await files.begin({ files: [], folder: { name: 'cells', paths: [] } });
    expect(files.problemAt('file')).toBe('The folder cells holds no files.');
    expect(countOf('data.beginUpload')).toBe(0);
  });

  it('counts the files of a dropped folder while it is looked through', async () => {
    const { files } = host();
    let tellMore: (count: number) => void = () => undefined;
    const found = Promise.withResolvers<ReturnType<typeof plainFiles>>();
    const gathering = files.gather((tell) => {
      tellMore = tell;
      return found.promise;
    });
    await Promise.resolve();
    await Promise.resolve();
    tellMore(12);
    expect(files.stage).toBe('gathering');
    expect(files.gathered).toBe(12);
    found.resolve(plainFiles([table()]));
    await gathering;
    expect(files.stage).toBe('ready');
  });

  it('gives up what the host is reading when it is cancelled', async () => {
    const { files, asked } = host(() => new Promise(() => undefined));
    void files.begin(plainFiles([table()]));
    await vi.waitFor(() => expect(files.stage).toBe('reading'));
    await files.cancel();
    expect(asked.slice(-2).map(({ procedure }) => procedure)).toEqual(['data.cancelImport', 'data.discardUpload']);
    expect(files.isOpen).toBe(false);
  });

  it('sends no more of a file once it is cancelled', async () => {
    const sent = Promise.withResolvers<void>();
    const { files, countOf } = host(undefined, { 'data.uploadChunk': () => sent.promise });
    const begun = files.begin(plainFiles([new File([new Uint8Array(3 * uploadChunkBytes)], 'large.csv')]));
    await vi.waitFor(() => expect(countOf('data.uploadChunk')).toBe(1));
    await files.cancel();
    sent.resolve();
    await begun;
    expect(countOf('data.uploadChunk')).toBe(1);
    expect(countOf('data.discardUpload')).toBe(1);
  });
});
