// A discovered schedule as CSV: one line a logged step, one column a hyperparameter and one its perturbation scale.
import type { Schedule } from '../../src-shared/domain/schedule.ts';
import { numberCell, textCell } from './csv-cell.ts';

/**
 * The whole file. Columns: `step`, `epoch`, `seconds`, then for each hyperparameter its name (value in the unit people see) and
 * `<name>.scale` (standard deviation of the perturbation, unconstrained space). A value that was not logged is an empty cell.
 */
export function scheduleToCsv({ hyperparameters, points }: Schedule): string {
  const header = ['step', 'epoch', 'seconds', ...hyperparameters.flatMap((name) => [name, `${name}.scale`])];
  const lines = points.map(({ step, epoch, seconds, values, scales }) => [
    ...[step, epoch, seconds].map(numberCell),
    ...hyperparameters.flatMap((_, index) => [
      numberCell(values[index] ?? Number.NaN),
      numberCell(scales[index] ?? Number.NaN),
    ]),
  ]);
  return [header.map(textCell), ...lines].map((cells) => `${cells.join(',')}\n`).join('');
}
