import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { askWhereToSave } from '../../src-main/shell/downloads.ts';

function download(url: string) {
  const session = new EventEmitter();
  askWhereToSave(session as never, '/home/ada/Downloads');
  const event = { preventDefault: vi.fn() };
  const item = { getURL: () => url, getFilename: () => 'schedule.csv', setSaveDialogOptions: vi.fn() };
  session.emit('will-download', event, item);
  return { event, item };
}

it('what a page has made is saved where a dialog says', () => {
  const { event, item } = download('blob:app://selftune/0f1e');
  expect(event.preventDefault).not.toHaveBeenCalled();
  expect(item.setSaveDialogOptions).toHaveBeenCalledWith({
    title: 'Save',
    defaultPath: join('/home/ada/Downloads', 'schedule.csv'),
  });
});

it.each([
  'https://example.org/schedule.csv',
  'blob:https://example.org/1',
  'app://selftune/index.html',
  'data:text/csv,1',
])('%s is not downloaded', (url) => {
  const { event, item } = download(url);
  expect(event.preventDefault).toHaveBeenCalledOnce();
  expect(item.setSaveDialogOptions).not.toHaveBeenCalled();
});
