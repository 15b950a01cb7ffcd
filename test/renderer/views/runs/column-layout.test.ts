import { describe, expect, it } from 'vitest';
import { columnTemplate, leastWidth } from '../../../../src-renderer/views/runs/column-layout.ts';
import { tableColumns } from '../../../../src-renderer/views/runs/table-columns.ts';

/** A window of 1280 pixels without the rail. */
const smallWindow = 1_280 - 76;
const shownAtFirst = (isGrouped: boolean, metric: string | null) =>
  tableColumns('best', { metric, isGrouped }).filter(({ id }) => !['tags', 'epochs', 'bytes', 'started'].includes(id));

describe('the columns of the table of runs', () => {
  it('fit into a small window, single or grouped', () => {
    expect(leastWidth(shownAtFirst(false, 'accuracy'))).toBeLessThanOrEqual(smallWindow);
    expect(leastWidth(shownAtFirst(false, null))).toBeLessThanOrEqual(smallWindow);
    expect(leastWidth(shownAtFirst(true, 'accuracy'))).toBeLessThanOrEqual(smallWindow);
  });

  it('share what is left over, never below their own width', () => {
    const columns = [
      { id: 'seed', title: 'Seed', width: 50 },
      { id: 'name', title: 'Name', width: 140, grows: 3 },
    ];
    expect(columnTemplate(columns)).toBe('36px 50px minmax(140px, 3fr)');
    expect(leastWidth(columns)).toBe(226);
  });

  it('stay in view one after the other', () => {
    const held = tableColumns('best', { metric: null, isGrouped: false }).filter(({ left }) => left !== undefined);
    held.reduce((left, column) => {
      expect(column.left).toBe(left);
      return left + column.width;
    }, 36);
    expect(held.at(-1)?.id).toBe('name');
  });
});
