import { describe, expect, it } from 'vitest';
import { withChoice, withRole } from '../../../src-renderer/stores/reading-choices.ts';

describe('choices about reading', () => {
  it('leave one column to be read token by token', () => {
    const first = withRole({ roles: { plate: 'group' } }, 'smiles', 'sequence');
    expect(withRole(first, 'name', 'sequence')).toEqual({ roles: { plate: 'group', name: 'sequence' } });
    expect(withRole(first, 'smiles', 'ignore')).toEqual({ roles: { plate: 'group', smiles: 'ignore' } });
  });

  it('keep of a table what can be said of a text, once it is to be one', () => {
    const table = { delimiter: ',', target: 'c', roles: { a: 'group' }, encoding: 'utf-8', level: 'word' } as const;
    expect(withChoice(table, 'task', 'language')).toEqual({ task: 'language', encoding: 'utf-8', level: 'word' });
    expect(withChoice(table, 'task', 'regression')).toEqual({ ...table, task: 'regression' });
  });
});
