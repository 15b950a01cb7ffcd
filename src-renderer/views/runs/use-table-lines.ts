// From all runs to the lines and columns that are shown: filter, order, grouping, as the table is set.
import { computed, type Ref } from 'vue';
import type { RunRow } from '../../../src-shared/contract/runs.ts';
import { useRuns } from '../../stores/runs.ts';
import { useRunsTable } from '../../stores/runs-table.ts';
import { parseQuery } from './run-query.ts';
import { sortRuns } from './sort-runs.ts';
import { hyperparameterColumn, sharedMetric, tableColumns } from './table-columns.ts';
import { experimentLines, runLines } from './table-lines.ts';

/** @param isTrash whether the runs in the trash are shown instead of the others */
export function useTableLines(isTrash: Readonly<Ref<boolean>>) {
  const runs = useRuns();
  const table = useRunsTable();

  const pool = computed<readonly RunRow[]>(() =>
    isTrash.value ? runs.all.filter((row) => row.trashedAt !== null) : runs.rows,
  );
  const parsed = computed(() => parseQuery(table.query));
  const problem = computed(() => parsed.value.problem);
  const isFiltered = computed(() => table.query.trim() !== '');

  const rows = computed(() => {
    const keep = parsed.value.test;
    const at = table.scoreAt;
    return sortRuns(
      pool.value.filter((row) => keep(row, at)),
      table.sort,
      at,
    );
  });
  const lines = computed(() =>
    table.isGrouped
      ? experimentLines(rows.value, { open: table.open, sort: table.sort, at: table.scoreAt })
      : runLines(rows.value),
  );
  const metric = computed(() => sharedMetric(lines.value));
  const hasStudies = computed(() => pool.value.some(({ place }) => place !== null));
  const allColumns = computed(() =>
    tableColumns(table.scoreAt, { metric: metric.value, isGrouped: table.isGrouped, hasStudies: hasStudies.value }),
  );
  /** A column of tags before the first tag would only take room. */
  const isAnyTagged = computed(() => pool.value.some((row) => row.tags.length > 0));
  const columns = computed(() => [
    ...allColumns.value.filter(({ id }) => !table.hidden.has(id) && (id !== 'tags' || isAnyTagged.value)),
    ...table.hyperparameters.map((name) => hyperparameterColumn(name, table.scoreAt)),
  ]);

  return { pool, rows, lines, metric, allColumns, columns, problem, isFiltered };
}
