// Texts and sequences for the stories: sentences of a small grammar, and bases among which a motif decides the class.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';

const words = [
  ['the', 'a', 'every'],
  ['small', 'red', 'quiet', 'old'],
  ['cat', 'dog', 'bird', 'fox'],
  ['sees', 'follows', 'hears'],
  ['the', 'a', 'no'],
  ['river', 'house', 'garden', 'tree'],
] as const;

/** So many lines of six words each; the same seed gives the same lines. */
export function sentences(lines: number, seed: number): string {
  const draws = new CounterNoise(seed).uniform('sentences', 0, new Float32Array(words.length * lines));
  const pick = (line: number) =>
    words.map((choices, place) => choices[Math.floor((draws[words.length * line + place] ?? 0) * choices.length)]);
  return Array.from({ length: lines }, (_, line) => `${pick(line).join(' ')}\n`).join('');
}

/** Writes a text as three files, so many lines in each. @returns their paths, train first */
export function writeText(folder: string, [train, valid, test]: readonly [number, number, number]): string[] {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, lines: number, seed: number) => {
    const file = join(folder, name);
    writeFileSync(file, sentences(lines, seed));
    return file;
  };
  return [write('train.txt', train, 1), write('valid.txt', valid, 2), write('test.txt', test, 3)];
}

const bases = ['A', 'C', 'G', 'T'] as const;
const motif = 'GATTACA';

/** Writes a table of stretches of DNA, every other with the motif somewhere in it. @returns its path */
export function writeBases(file: string, rows: number): string {
  const length = 24;
  const draws = new CounterNoise(5).uniform('bases', 0, new Float32Array((length + 1) * rows));
  const stretch = (row: number) => {
    const from = (length + 1) * row;
    const drawn = Array.from({ length }, (_, place) => bases[Math.floor((draws[from + place] ?? 0) * 4)]).join('');
    const at = Math.floor((draws[from + length] ?? 0) * (length - motif.length));
    return row % 2 === 0 ? drawn : drawn.slice(0, at) + motif + drawn.slice(at + motif.length);
  };
  const lines = Array.from({ length: rows }, (_, row) => `${stretch(row)},${row % 2 === 0 ? 'background' : 'site'}`);
  writeFileSync(file, ['bases,kind', ...lines].join('\n'));
  return file;
}
