// Whether convolutions can run along the columns of a table: only numbers can be places of one axis, as those of a spectrum are.
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { DataCard } from '../../../src-shared/domain/data-card.ts';
import type { ModelConfig, SplitConfig } from '../../../src-shared/domain/run-config.ts';

/** The column that the rows are divided by, which is therefore no input. */
export function dividingColumn({ kind, column }: SplitConfig): string | undefined {
  return kind === 'grouped' || kind === 'column' ? column : undefined;
}

/**
 * @param keptOut a column that divides the rows and therefore is no input
 * @throws AppError `config/no-ordered-axis`
 */
export function refuseWithoutAxis(model: ModelConfig, { form, columns }: DataCard, keptOut?: string): void {
  if (model.kind !== 'cnn' || form === 'images') return;
  const text = columns.find(({ name, role, kind }) => role === 'input' && kind === 'categorical' && name !== keptOut);
  if (text === undefined) return;
  throw new AppError(
    'config/no-ordered-axis',
    `Convolutions run along the columns of a table as along a spectrum or a signal, and "${text.name}" holds names, not numbers. Import the table with that column ignored, or choose a dense network.`,
    { column: text.name },
  );
}
