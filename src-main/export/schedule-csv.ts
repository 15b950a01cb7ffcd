// A discovered schedule as CSV: one line a logged step, one column a hyperparameter and one its perturbation scale.
import { numberCell, textCell } from '../../src-shared/csv/csv-cell.ts';
import type { Schedule } from '../../src-shared/domain/schedule.ts';

/**
 * The whole file. Columns: `step`, `epoch`, `seconds`, then for each hyperparameter its name (value in the unit people see) and
 * `<name>.scale` (standard deviation of the perturbation, unconstrained space). A value that was not logged is an empty cell.
 */
export function scheduleToCsv({ hyperparameters, points }: Schedule): string {
  const header = ['step', 'epoch', 'seconds', ...hyperparameters.flatMap((name) => [name, `${name}.scale`])];
  const lines = points.map(({ step, epoch, seconds, values, scales }) => [
    ...[step, epoch, seconds].map(numberCell),
    ...hyperparameters.flatMap((_, index) => [numberCell(values[index]), numberCell(scales[index])]),
  ]);
  return [header.map(textCell), ...lines].map((cells) => `${cells.join(',')}\n`).join('');
}
