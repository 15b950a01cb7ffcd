import { describe, expect, it } from 'vitest';
import { importsOf, sourcesIn, textOf } from './imports.ts';
import { rendererRules } from './renderer-rooms.ts';
import { roomRules as mainRules, owners } from './rooms.ts';

const roomRules = { ...mainRules, ...rendererRules };
const sources = [...sourcesIn('src-shared'), ...sourcesIn('src-main'), ...sourcesIn('src-renderer')];

function roomOf(file: string): string | undefined {
  return Object.keys(roomRules).find((room) => file === room || file.startsWith(`${room}/`));
}

describe('the house', () => {
  it('has a rule for the room of every source', () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.filter((file) => roomOf(file) === undefined)).toEqual([]);
  });

  it('lets each room import only what the table allows', () => {
    const offences = sources.flatMap((file) => {
      const room = roomOf(file) as string;
      const rule = roomRules[room];
      return importsOf(file)
        .filter((target) => {
          const targetRoom = roomOf(target);
          if (targetRoom === room) return false;
          if (targetRoom !== undefined) return rule?.rooms.includes(targetRoom) !== true;
          return rule?.packages.includes(target) !== true;
        })
        .map((target) => `${file} imports ${target}`);
    });
    expect(offences).toEqual([]);
  });

  it('has no import cycles', () => {
    const graph = new Map(sources.map((file) => [file, importsOf(file).filter((target) => sources.includes(target))]));
    const finished = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (finished.has(file)) return;
      if (path.includes(file)) {
        cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
        return;
      }
      for (const target of graph.get(file) ?? []) visit(target, [...path, file]);
      finished.add(file);
    };
    for (const file of sources) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it('has no barrels: no index files and no file that only passes others on', () => {
    const barrels = sources.filter((file) => {
      if (/(^|\/)index\.(ts|vue)$/.test(file)) return true;
      const statements = textOf(file)
        .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
        .trim();
      return statements !== '' && /^(export\s+(type\s+)?(\*|\{[^}]*\})[^;]*from[^;]*;\s*)+$/.test(statements);
    });
    expect(barrels).toEqual([]);
  });

  it('has no file named for nothing in particular', () => {
    expect(sources.filter((file) => /(^|\/)(utils?|helpers?|common|misc)(\/|\.(ts|vue)$)/.test(file))).toEqual([]);
  });

  it('keeps every source within 300 lines', () => {
    expect(sources.filter((file) => textOf(file).split('\n').length > 301)).toEqual([]);
  });

  it('gives each dangerous thing one owner', () => {
    const offences = owners.flatMap(({ what, pattern, places }) =>
      sources
        .filter((file) => pattern.test(textOf(file)) && !places.some((place) => file.startsWith(place)))
        .map((file) => `${file} uses ${what}`),
    );
    expect(offences).toEqual([]);
  });
});
