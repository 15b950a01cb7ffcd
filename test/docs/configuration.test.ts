import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { importChoicesSchema } from '../../src-main/data/importers/import-choices.ts';
import { samples } from '../../src-main/data/samples.ts';
import { hyperparameterKinds, kindTraits, untunable } from '../../src-shared/domain/hyperparameter.ts';
import { runConfigSchema } from '../../src-shared/domain/run-config.ts';

type Node = z.core.JSONSchema.JSONSchema;
const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/configuration.md'), 'utf8');

const asNode = (child: unknown): Node | null => (typeof child === 'object' && child !== null ? (child as Node) : null);

/** Every field of a schema that has no fields of its own, with its path as the page writes it. */
function leaves(node: Node, path: string): { path: string; node: Node }[] {
  const variants = (node.oneOf ?? node.anyOf ?? []).filter((variant) => variant.type === 'object');
  if (variants.length > 0) return variants.flatMap((variant) => leaves(variant, path));
  const inside = (child: unknown, key: string) => leaves(asNode(child) ?? {}, key);
  const fields = Object.entries(node.properties ?? {});
  if (fields.length > 0) return fields.flatMap(([key, child]) => inside(child, path === '' ? key : `${path}.${key}`));
  const named = asNode(node.additionalProperties);
  if (named !== null) return inside(named, `${path}.<name>`);
  const item = asNode(node.items);
  return item?.type === 'object' ? inside(item, `${path}[]`) : [{ path, node }];
}

/** The cells of the page's row for a field. */
function rowOf(path: string): string[] | undefined {
  const line = page.split('\n').find((candidate) => candidate.startsWith(`| \`${path}\` |`));
  return line?.split(' | ').map((cell) => cell.replaceAll(/^\| |\|$/g, '').trim());
}

const fields = leaves(z.toJSONSchema(runConfigSchema, { io: 'input' }), '');

/** Every default that a field has in one variant or another, as JSON. */
const defaultsOf = (path: string): Set<string> =>
  new Set(
    fields.flatMap((field) =>
      field.path === path && 'default' in field.node ? [JSON.stringify(field.node.default)] : [],
    ),
  );

/** The values in a cell, as JSON; what is set as code and is no value is a variant's name. */
function valuesIn(cell: string): Set<string> {
  return new Set(
    [...cell.matchAll(/`([^`]*)`/g)].flatMap(([, text = '']) => {
      try {
        return [JSON.stringify(JSON.parse(text))];
      } catch {
        return [];
      }
    }),
  );
}

describe('the page on configuration', () => {
  it.each([...new Set(fields.map(({ path }) => path))])('has a row for %s, with its defaults', (path) => {
    const row = rowOf(path);
    expect(row).toBeDefined();
    const defaults = defaultsOf(path);
    if (defaults.size > 0) expect(valuesIn(row?.[1] ?? '')).toEqual(defaults);
  });

  it.each(Object.keys(importChoicesSchema.shape))('has a row for the import choice %s', (name) => {
    expect(rowOf(`data.${name}`)).toBeDefined();
  });

  it.each(hyperparameterKinds)('tells range and start of %s', (kind) => {
    const { range, start } = kindTraits[kind];
    const [, , rangeCell, startCell] = rowOf(kind) ?? [];
    expect(rangeCell).toBe(`${range[0]} to ${range[1]}`);
    expect(Number(startCell)).toBe(start);
  });

  it('names every sample and some of what cannot be tuned', () => {
    for (const { name } of samples) expect(page).toContain(`\`${name}\``);
    expect(Object.keys(untunable)).toContain('learningRate');
    expect(page).toContain('cannot be tuned');
  });
});
