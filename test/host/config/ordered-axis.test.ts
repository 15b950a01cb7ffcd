import { describe, expect, it } from 'vitest';
import { refuseWithoutAxis } from '../../../src-main/host/config/ordered-axis.ts';
import type { ModelConfig } from '../../../src-shared/domain/run-config.ts';
import { imagesOf, numberColumn, tableOf, textColumn } from '../../data/small-datasets.ts';

const cnn: ModelConfig = {
  kind: 'cnn',
  conv: [{ channels: 4, kernel: 3, stride: 1, pool: 1, activation: 'relu' }],
  hidden: [],
};
const numbers = [numberColumn('900 nm', [1, 2, 3]), numberColumn('fat', [1, 2, 3], 'target')];
const solvent = textColumn('solvent', ['water', 'ethanol', 'water']);

describe('convolutions along the columns of a table', () => {
  it('take numbers, and images anyway', () => {
    expect(() => refuseWithoutAxis(cnn, tableOf(...numbers).card)).not.toThrow();
    expect(() => refuseWithoutAxis(cnn, imagesOf([[1, 2]], [0]).card)).not.toThrow();
  });

  it('refuse a column of names, and say which', () => {
    const { card } = tableOf(...numbers, solvent);
    expect(() => refuseWithoutAxis(cnn, card)).toThrow(/"solvent" holds names, not numbers/);
    expect(() => refuseWithoutAxis({ kind: 'mlp', hidden: [] }, card)).not.toThrow();
  });

  it('do not mind what is no input: a column that divides the rows, or is ignored', () => {
    expect(() => refuseWithoutAxis(cnn, tableOf(...numbers, solvent).card, 'solvent')).not.toThrow();
    const ignored = textColumn('solvent', ['water', 'ethanol', 'water'], 'ignore');
    expect(() => refuseWithoutAxis(cnn, tableOf(...numbers, ignored).card)).not.toThrow();
  });
});
