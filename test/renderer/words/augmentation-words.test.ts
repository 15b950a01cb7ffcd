import { expect, it } from 'vitest';
import { strengthWords } from '../../../src-renderer/words/augmentation-words.ts';
import { hyperparameterKinds } from '../../../src-shared/domain/hyperparameter.ts';

it.each([
  ['input.dropout', 0.05, 'Dropout of the input', '5% of the inputs off'],
  ['input.brightness', 0.2, 'Brightness', '× 0.8 to 1.2'],
  ['input.inputScaling', 0.25, 'Input scaling', '× 0.8 to 1.3'],
  ['input.cutoutHoles', 1.9, 'Cutout holes', '1, tuned at 1.9'],
  ['input.shift', 0.125, 'Shift', 'up to 13% of the side'],
  ['input.horizontalFlip', 0.5, 'Horizontal flip', '50% of the images'],
  ['input.rotation', 12, 'Rotation', 'up to 12° either way'],
])('%s at %d is said as what it does', (name, value, what, how) => {
  expect(strengthWords({ name, value }, 'en')).toEqual({ what, how });
});

it('has words for every kind, and none for one of another version', () => {
  for (const kind of hyperparameterKinds)
    expect(strengthWords({ name: `input.${kind}`, value: 0.1 }, 'en')?.how).toBeTruthy();
  expect(strengthWords({ name: 'input.blur', value: 1 }, 'en')).toBeNull();
});
