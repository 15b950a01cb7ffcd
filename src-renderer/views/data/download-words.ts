// What is said of a set that can be fetched.
import type { KnownSet } from '../../../src-shared/contract/downloads.ts';
import { bytesWords, percentWords } from '../../words/quantities.ts';

/** The computers that are asked, by name. */
export function hostsOf({ files }: KnownSet): string {
  return [...new Set(files.map(({ url }) => new URL(url).hostname))].join(', ');
}

/** "31 MB to fetch, 55 MB on disk." */
export function sizeWords({ bytes, storedBytes }: KnownSet, locale: string): string {
  return `${bytesWords(bytes, locale)} to fetch, ${bytesWords(storedBytes, locale)} on disk.`;
}

/** What goes on, in a line; nothing where nothing does. */
export function downloadWords({ download }: KnownSet, locale: string): string {
  const { received, total, state } = download;
  switch (state.phase) {
    case 'fetching':
      return `${bytesWords(received, locale)} of ${bytesWords(total, locale)}, ${percentWords(received / Math.max(1, total), locale)}`;
    case 'checking':
      return 'Comparing with the check sums';
    case 'importing':
      return 'Importing';
    case 'failed':
      return state.message;
    case 'idle':
      return received > 0 && received < total
        ? `${bytesWords(received, locale)} of ${bytesWords(total, locale)} are here`
        : '';
    case 'done':
      return '';
    default:
      return state satisfies never;
  }
}
