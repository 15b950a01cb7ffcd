// A text file for tests: sentences of a few made-up rules, so that a small network soon expects much of what comes.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';

const subjects = ['the cat', 'the dog', 'a bird', 'the old man', 'my aunt'] as const;
const verbs = ['sees', 'likes', 'follows', 'hears'] as const;
const objects = ['the moon', 'a fish', 'the river', 'some bread', 'the cat'] as const;

/** Writes a text of so many lines, six words each and more. @returns its path */
export async function writePlainText(directory: string, lines: number): Promise<string> {
  const draws = new CounterNoise(7).uniform('text', 0, new Float32Array(3 * lines));
  const pick = (words: readonly string[], draw: number) => words[Math.floor((draws[draw] ?? 0) * words.length)];
  const text = Array.from(
    { length: lines },
    (_, line) => `${pick(subjects, 3 * line)} ${pick(verbs, 3 * line + 1)} ${pick(objects, 3 * line + 2)} .`,
  ).join('\n');
  await mkdir(directory, { recursive: true });
  const file = join(directory, 'plain.txt');
  await writeFile(file, `${text}\n`);
  return file;
}
