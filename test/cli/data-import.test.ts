import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataImportCommand } from '../../src-main/cli/commands/data-import.ts';
import { refusal } from '../data/files.ts';
import { greyPng, writeFiles } from '../data/images/made-pictures.ts';
import { fakeTerminal } from '../support/fake-terminal.ts';
import { temporaryHome } from '../support/temporary-home.ts';

function folderOfPictures(): string {
  const pictures = Array.from({ length: 12 }, (_, index): [string, Uint8Array] => [
    `leaves/${index % 2 ? 'oak' : 'ash'}/${index}.png`,
    greyPng(10, 6, index),
  ]);
  return writeFiles(temporaryHome(), Object.fromEntries(pictures));
}

describe('data import of pictures', () => {
  it('takes size, fit and colour, and shows how far it is to who looks on', async () => {
    const folder = folderOfPictures();
    const terminal = fakeTerminal({ isInteractive: true, home: folder });
    const words = ['leaves', '--size', '8x6', '--fit', 'pad', '--colour', 'grey', '--home', join(folder, 'home')];
    expect(await dataImportCommand.run(words, terminal)).toBe(0);
    expect(terminal.printed[0]).toBe('~Looking at files: 1');
    const lines = terminal.printed.filter((text) => !text.startsWith('~'));
    expect(lines[0]).toMatch(/^Data set [0-9a-f]{16} \(leaves\): 12 images of 8 x 6 x 1, 2 classes\.$/);
    expect(lines.join('\n')).toContain('all become 8 x 6: they are scaled until they fit, and the rest is black.');
    expect(terminal.printed[terminal.printed.indexOf(lines[0] ?? '') - 1]).toBe('~');
  });

  it('prints nothing but the card where nobody looks on', async () => {
    const folder = folderOfPictures();
    const terminal = fakeTerminal({ home: folder });
    expect(await dataImportCommand.run(['leaves', '--json', '--home', join(folder, 'home')], terminal)).toBe(0);
    expect(terminal.printed).toHaveLength(1);
    expect(JSON.parse(terminal.printed[0] ?? '')).toMatchObject({
      type: 'dataset',
      isNew: true,
      imageShape: [6, 10, 1],
    });
  });

  it.each([
    ['--size', 'large', /^--size is "large"; a height and a width in pixels were expected/],
    ['--size', '9000', /imageSize/],
    ['--fit', 'squeeze', /imageFit is "squeeze"/],
    ['--target', 'kind', /^Folders of pictures hold images and labels, no columns/],
  ])('refuses %s %s in a sentence', async (option, value, words) => {
    const folder = folderOfPictures();
    const terminal = fakeTerminal({ home: folder });
    const call = dataImportCommand.run(['leaves', option, value, '--home', join(folder, 'home')], terminal);
    expect((await refusal(call)).message).toMatch(words);
  });
});
