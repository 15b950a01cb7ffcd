import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { FileTree } from '../../../src-main/data/files/file-tree.ts';
import { openTree } from '../../../src-main/data/files/open-tree.ts';
import { readFiles } from '../../../src-main/data/import-dataset.ts';
import { temporaryHome } from '../../support/temporary-home.ts';
import { fileWith, refusal } from '../files.ts';
import { writeFiles } from '../images/made-pictures.ts';

async function contentOf(tree: FileTree | null): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  if (tree === null) throw new Error('A tree was expected.');
  for await (const file of tree.entries()) found[file.path] = new TextDecoder().decode(await file.read());
  return found;
}

const files = { 'cats/1.txt': 'one', 'cats/2.txt': '', 'dogs/a name.txt': 'x'.repeat(700) };

/** One header of a tar, with its content. */
function tarEntry(name: string, content = '', type = '0'): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0, 'utf8');
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write(type, 156);
  header.write('ustar\x0000', 257, 'latin1');
  header.fill(' ', 148, 156);
  header.write(
    `${header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  return Buffer.concat([header, Buffer.from(content), Buffer.alloc((512 - (content.length % 512)) % 512)]);
}

const tarOf = (...entries: readonly Buffer[]) => Buffer.concat([...entries, Buffer.alloc(1024)]);

interface ZipEntry {
  readonly name: string;
  readonly content: string;
  readonly isPacked?: boolean;
  /** What the directory says of its length, where that is not the truth. */
  readonly promised?: number;
}

/** A zip as APPNOTE describes it: local headers with their data, the central directory, its end. */
function zipOf(...entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let start = 0;
  for (const { name, content, isPacked = false, promised = content.length } of entries) {
    const data = isPacked ? deflateRawSync(content) : Buffer.from(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(isPacked ? 8 : 0, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(promised, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), data]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(start, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), common, place, Buffer.from(name)]));
    locals.push(local);
    start += local.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(start, 12);
  return Buffer.concat([...locals, ...directory, Buffer.from('PK\x05\x06', 'latin1'), end]);
}

describe('a tree of files', () => {
  it('is a folder, by name', async () => {
    const folder = writeFiles(temporaryHome(), files);
    expect(Object.entries(await contentOf(await openTree(folder)))).toEqual(Object.entries(files));
  });

  it.each(['ustar', 'pax', 'gnu', 'v7'])('is a tar that GNU tar wrote as %s, gzip or not', async (format) => {
    const long = `${'deep/'.repeat(18)}${'n'.repeat(60)}.txt`;
    const named = format === 'v7' ? files : { ...files, [long]: 'far' };
    const folder = writeFiles(temporaryHome(), named);
    for (const compress of [[], ['-z']]) {
      const path = join(temporaryHome(), 'set.archive');
      const { status } = spawnSync('tar', ['-c', ...compress, `--format=${format}`, '-f', path, '-C', folder, '.']);
      expect(status).toBe(0);
      expect(await contentOf(await openTree(path))).toEqual(named);
    }
  });

  it('is a zip, packed or not', async () => {
    const entries = Object.entries(files).map(([name, content], index) => ({ name, content, isPacked: index > 0 }));
    expect(await contentOf(await openTree(fileWith(zipOf(...entries), 'set.zip')))).toEqual(files);
  });

  it('can be passed by more than once, and needs not be read', async () => {
    const tree = await openTree(fileWith(tarOf(tarEntry('a', 'first'), tarEntry('b', 'second')), 'set.tar'));
    for (let turn = 0; turn < 2; turn++) {
      const names: string[] = [];
      for await (const { path } of tree?.entries() ?? []) names.push(path);
      expect(names).toEqual(['a', 'b']);
    }
    expect(await contentOf(tree)).toEqual({ a: 'first', b: 'second' });
  });

  it('is none for a single file and for nothing', async () => {
    expect(await openTree(fileWith('a,b\n1,2\n'))).toBeNull();
    expect(await openTree(join(temporaryHome(), 'absent'))).toBeNull();
  });
});

describe('an archive', () => {
  it.each([
    [
      'a tar with ".." in a name',
      tarOf(tarEntry('ok/1.png', 'x'), tarEntry('ok/../../etc/passwd', 'x')),
      /holds the name "ok\/\.\.\/\.\.\/etc\/passwd", which leads outside/,
    ],
    ['a tar with an absolute path', tarOf(tarEntry('/etc/passwd', 'x')), /the absolute path "\/etc\/passwd"/],
    ['a tar with a drive letter', tarOf(tarEntry('C:\\Windows\\x', 'x')), /the absolute path/],
    ['a tar with a link', tarOf(tarEntry('ok/link', '', '2')), /the link "ok\/link"/],
    ['a tar with a hard link', tarOf(tarEntry('ok/link', '', '1')), /the link "ok\/link"/],
    ['a zip with ".." in a name', zipOf({ name: '../up.png', content: 'x' }), /the name "\.\.\/up\.png"/],
    [
      'a zip with ".." behind backslashes',
      zipOf({ name: 'a\\..\\..\\up.png', content: 'x' }),
      /the name "a\\\.\.\\\.\.\\up\.png"/,
    ],
  ])('%s is refused in a sentence', async (_what, bytes, words) => {
    const error = await refusal(async () => contentOf(await openTree(fileWith(bytes, 'set.archive'))));
    expect(error.code).toBe('data/unsafe-archive');
    expect(error.message).toMatch(words);
  });

  it.each([
    ['a tar that breaks off', tarOf(tarEntry('a', 'x'.repeat(2000))).subarray(0, 1500)],
    ['a tar whose second header is damaged', Buffer.concat([tarEntry('a', 'x'), Buffer.alloc(512, 7)])],
    ['a zip without its end', zipOf({ name: 'a', content: 'x' }).subarray(0, 60)],
    [
      'a zip that unpacks to more than it promises',
      zipOf({ name: 'a', content: 'x'.repeat(9000), isPacked: true, promised: 10 }),
    ],
  ])('%s is damaged, in a sentence', async (_what, bytes) => {
    const error = await refusal(async () => contentOf(await openTree(fileWith(bytes, 'set.archive'))));
    expect(error.code).toBe('data/damaged-archive');
  });

  it('a zip whose directory tells of more bytes than the file has is damaged', async () => {
    const bytes = zipOf({ name: 'a', content: 'x' });
    bytes.writeUInt32LE(0xf000_0000, bytes.indexOf('PK\x01\x02') + 20);
    const error = await refusal(async () => contentOf(await openTree(fileWith(bytes, 'set.zip'))));
    expect(error.code).toBe('data/damaged-archive');
  });

  it('a file of more than 256 MB in a tar is refused before memory is taken for it', async () => {
    const entry = tarEntry('huge', 'x');
    entry.write('77777777777\0', 124);
    entry.fill(' ', 148, 156);
    const sum = entry.subarray(0, 512).reduce((total, byte) => total + byte, 0);
    entry.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    const error = await refusal(async () => contentOf(await openTree(fileWith(tarOf(entry), 'set.tar'))));
    expect(error).toMatchObject({
      code: 'data/too-large',
      message: expect.stringContaining('"huge" has more than 256 MB'),
    });
  });

  it('of gzip that breaks off says so', async () => {
    const whole = gzipSync(tarOf(tarEntry('a', 'x'.repeat(5000)), tarEntry('b', `${Math.PI}`.repeat(300))));
    const path = fileWith(whole.subarray(0, whole.length - 20), 'set.tgz');
    expect((await refusal(async () => contentOf(await openTree(path)))).code).toBe('data/truncated-gzip');
  });

  it('that would unpack to more than is read is refused before it is', async () => {
    const bomb = zipOf(...['a', 'b', 'c'].map((name) => ({ name, content: 'x', isPacked: true, promised: 2 ** 30 })));
    expect((await refusal(openTree(fileWith(bomb, 'bomb.zip')))).code).toBe('data/too-large');
  });
});

describe('an archive that is no set of data', () => {
  it.each([
    [
      'a spreadsheet, pictures in it or not',
      ['[Content_Types].xml', 'xl/media/image1.png'],
      'data/not-text',
      /Save the sheet as CSV/,
    ],
    ['an OpenDocument file', ['mimetype', 'content.xml'], 'data/not-text', /Save the sheet as CSV/],
    ['a saved PyTorch model', ['model/data.pkl', 'model/version'], 'data/pickle', /runs whatever code it holds/],
    ['NumPy arrays beside other files', ['x.npy', 'readme.txt'], 'data/no-pictures', /Choose the arrays one by one/],
    ['a zip of texts', ['a.txt'], 'data/no-pictures', /holds no pictures .* Choose its texts one by one/],
  ])('such as %s says what to do', async (_what, names, code, words) => {
    const bytes = zipOf(...names.map((name) => ({ name, content: 'x' })));
    const error = await refusal(readFiles({ files: [fileWith(bytes, 'set.zip')] }));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(words);
  });
});
