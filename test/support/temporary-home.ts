// A folder for one test, gone afterwards, and a clock that only moves when told to.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** An empty folder that is removed when the test ends. */
export function temporaryHome(): string {
  const directory = mkdtempSync(join(tmpdir(), 'selftune-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** 2026-01-02 03:04:05 UTC, in milliseconds since 1970. */
export const testTime = Date.UTC(2026, 0, 2, 3, 4, 5);
