import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

it('is the same mark on the window, in the rail and on the desktop', () => {
  expect(read('src-renderer/public/icon.svg')).toBe(read('src-main/shell/icons/icon.svg'));
});
