// docs/studies.md against the schemas of studies and searches.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { prepareStudy } from '../../src-main/host/config/prepare-study.ts';
import { searchConfigSchema } from '../../src-shared/domain/search-config.ts';
import { armSchema, budgetSchema, studyConfigSchema } from '../../src-shared/domain/study.ts';

const page = readFileSync('docs/studies.md', 'utf8');

/** The default that the page gives a field, as JSON; undefined without a row, empty for none. */
function defaultOnPage(path: string): string | undefined {
  const line = page.split('\n').find((candidate) => candidate.startsWith(`| \`${path}\` |`));
  return line?.split(' | ')[1]?.replaceAll(/[`–]/g, '');
}

function defaultsOf(schema: z.ZodType, prefix: string): (readonly [string, string])[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input' });
  return Object.entries(properties).map(([key, node]) => {
    const own = typeof node === 'object' && 'default' in node ? JSON.stringify(node.default) : '';
    return [`${prefix}${key}`, own] as const;
  });
}

const searches = searchConfigSchema.options.flatMap((option) => {
  const name = option.shape.name.value;
  return [[name, undefined] as const, ...defaultsOf(option, `${name}.`).filter(([path]) => !path.endsWith('.name'))];
});
const fields = [
  ...defaultsOf(studyConfigSchema, '').filter(([path]) => path !== 'budget' && path !== 'version'),
  ...defaultsOf(armSchema, 'arms[].'),
  ...defaultsOf(budgetSchema, 'budget.'),
  ...searches,
];

it.each(fields)('the page on studies has a row for %s, with its default', (path, own) => {
  expect(defaultOnPage(path)).toBeDefined();
  if (own !== undefined) expect(defaultOnPage(path)).toBe(own);
});

it('the study on the page can be started as it stands', async () => {
  const [, text = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
  const { config } = await prepareStudy({ written: JSON.parse(text), changes: [], directory: '.', home: '/nowhere' });
  expect(config.arms).toHaveLength(3);
});
