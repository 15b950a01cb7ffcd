import { describe, expect, it } from 'vitest';
import { inWords } from '../../src-main/downloads/failure-words.ts';
import { AppError } from '../../src-shared/domain/app-error.ts';

const failing = (code: string) => Object.assign(new Error('it failed'), { code });
/** As `fetch` throws it. */
const fetchFailing = (code: string) => new TypeError('fetch failed', { cause: failing(code) });

function told(thrown: unknown): AppError {
  const error = inWords(thrown, 'https://data.example/images.gz');
  if (!(error instanceof AppError)) throw new Error('It was not put into words.');
  return error;
}

describe('what network and disk say', () => {
  it.each([
    ['ENOSPC', failing('ENOSPC'), 'downloads/disk-full', /Free some space and start the download again/],
    ['EDQUOT', failing('EDQUOT'), 'downloads/disk-full', /The disk is full/],
    ['EACCES', failing('EACCES'), 'downloads/not-writable', /Change its permissions/],
    ['ENOTFOUND', fetchFailing('ENOTFOUND'), 'downloads/unreachable', /^data\.example cannot be reached \(ENOTFOUND\)/],
    ['EAI_AGAIN', fetchFailing('EAI_AGAIN'), 'downloads/unreachable', /Check the connection/],
    ['a slow start', fetchFailing('UND_ERR_CONNECT_TIMEOUT'), 'downloads/unreachable', /cannot be reached/],
    ['ECONNRESET', fetchFailing('ECONNRESET'), 'downloads/cut-off', /broke off/],
    ['a foreign certificate', fetchFailing('SELF_SIGNED_CERT_IN_CHAIN'), 'downloads/not-trusted', /cannot be trusted/],
    ['an expired one', fetchFailing('CERT_HAS_EXPIRED'), 'downloads/not-trusted', /Nothing was fetched/],
  ])('%s becomes a sentence', (_what, thrown, code, words) => {
    expect(told(thrown).code).toBe(code);
    expect(told(thrown).message).toMatch(words);
  });

  it('finds the cause when both kinds of address were tried', () => {
    const both = new AggregateError([failing('ENETUNREACH'), failing('ETIMEDOUT')]);
    expect(told(new TypeError('fetch failed', { cause: both })).code).toBe('downloads/unreachable');
  });

  it('leaves refusals and bugs as they are', () => {
    const refusal = new AppError('downloads/moved', 'Elsewhere.');
    const bug = new TypeError('x is not a function');
    expect(inWords(refusal, 'https://data.example')).toBe(refusal);
    expect(inWords(bug, 'https://data.example')).toBe(bug);
  });
});
