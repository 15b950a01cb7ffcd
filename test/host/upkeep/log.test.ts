import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLog, readLogs } from '../../../src-main/host/upkeep/log.ts';
import { temporaryHome, testTime } from '../../support/temporary-home.ts';

function logIn(limits: { fileBytes?: number; files?: number } = {}) {
  const directory = join(temporaryHome(), 'logs');
  return { directory, log: createLog({ directory, now: () => testTime, ...limits }) };
}

describe('a log', () => {
  it('has the time before each line, and the stack of a bug', () => {
    const { directory, log } = logIn();
    log.info('Started.');
    log.bug(new TypeError('x is not a function'));
    const text = readFileSync(join(directory, 'selftune.log'), 'utf8');
    expect(text.startsWith('2026-01-02T03:04:05.000Z Started.\n2026-01-02T03:04:05.000Z BUG TypeError: x')).toBe(true);
    expect(text).toContain('log.test.ts');
  });

  it('moves on when its file is full, and forgets the oldest', () => {
    const { directory, log } = logIn({ fileBytes: 100, files: 3 });
    for (let line = 0; line < 12; line++) log.info(`line ${line} ${'.'.repeat(20)}`);
    expect(readdirSync(directory).sort()).toEqual(['selftune.1.log', 'selftune.2.log', 'selftune.log']);
    for (const file of readdirSync(directory)) expect(statSync(join(directory, file)).size).toBeLessThanOrEqual(100);
    const lines = readLogs(directory, 10_000).match(/line \d+/g);
    expect(lines?.at(-1)).toBe('line 11');
    expect(lines).toEqual([...(lines ?? [])].sort((left, right) => Number(left.slice(5)) - Number(right.slice(5))));
  });

  it('is read from its end, in whole lines', () => {
    const { directory, log } = logIn();
    for (let line = 0; line < 5; line++) log.info(`line ${line}`);
    expect(readLogs(directory, 80)).toMatch(/^2026-\S+ line 3\n2026-\S+ line 4\n$/);
  });

  it('that cannot be written lets everything go on', () => {
    const home = temporaryHome();
    writeFileSync(join(home, 'logs'), 'a file where the folder should be');
    const log = createLog({ directory: join(home, 'logs'), now: () => testTime });
    log.info('lost');
    expect(readLogs(join(home, 'logs'), 100)).toBe('');
  });
});
