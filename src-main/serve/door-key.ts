// What a home remembers of its door: the token and the last port, so that a tab that was open finds its way back after a restart.
// The file is for its owner alone. Who can read it can read the whole home anyway, so a token that lasts gives nothing more away.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { newToken, proofOf } from './access.ts';
import { proofPath } from './answer-request.ts';

const doorKeySchema = z.strictObject({
  token: z.string().regex(/^[0-9a-f]{64}$/),
  /** Where the home was served last; 0: nowhere yet. */
  port: z.number().int().min(0).max(65_535),
});
export type DoorKey = z.infer<typeof doorKeySchema>;

const fileOf = (home: string) => join(home, 'serve.json');

/** The key of a home; a new one where there is none that can be read. */
export function readDoorKey(home: string): DoorKey {
  try {
    return doorKeySchema.parse(JSON.parse(readFileSync(fileOf(home), 'utf8')));
  } catch {
    return { token: newToken(), port: 0 };
  }
}

/** Keeps the key of a home. */
export function writeDoorKey(home: string, key: DoorKey): void {
  const file = fileOf(home);
  const fresh = `${file}.new`;
  // A file that is there keeps its rights when it is written to.
  rmSync(fresh, { force: true });
  writeFileSync(fresh, `${JSON.stringify(key)}\n`, { mode: 0o600, flag: 'wx' });
  renameSync(fresh, file);
}

/** The address of a home, with its token. */
export function addressOf({ port, token }: DoorKey): string {
  return `http://127.0.0.1:${port}/?token=${token}`;
}

/** The address at which another process serves a home at this moment; null when none does. */
export async function servedAddress(home: string): Promise<string | null> {
  const key = readDoorKey(home);
  if (key.port === 0) return null;
  const word = newToken();
  try {
    // Another program may have taken the port since; it is not shown the token, but asked for what only the token makes.
    const asked = await fetch(`http://127.0.0.1:${key.port}${proofPath}?of=${word}`, {
      redirect: 'error',
      signal: AbortSignal.timeout(2_000),
    });
    return (await asked.text()) === proofOf(key.token, word) ? addressOf(key) : null;
  } catch {
    return null;
  }
}
