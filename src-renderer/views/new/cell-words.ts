// A cell of the grid in one sentence, for those who hear it.
import { type HyperparameterSetting, kindTraits } from '../../../src-shared/domain/hyperparameter.ts';
import { partsOf, rangeOf, startOf } from '../../stores/grid-settings.ts';
import { hyperparameterWords, type InputForm, valueWords } from '../../words/hyperparameter-words.ts';
import { numberWords } from '../../words/quantities.ts';

/** "Dropout of dense 1: tuned from 0.05, between 0 and 0.9". */
export function cellWords(
  name: string,
  setting: HyperparameterSetting,
  { form, locale }: { readonly form: InputForm; readonly locale: string },
): string {
  const { kind } = partsOf(name);
  const what = hyperparameterWords(name);
  if (setting.mode === 'off') return `${what}: off`;
  const value = valueWords(startOf(setting, kind), { kind, form, locale });
  if (setting.mode === 'fixed') return `${what}: fixed at ${value}`;
  const [low, high] = rangeOf(setting, kind);
  const span =
    high === Infinity
      ? `never below ${numberWords(low, locale)} and without an upper end`
      : `between ${numberWords(low, locale)} and ${numberWords(high, locale)}`;
  const rounding = kindTraits[kind].isDiscrete ? ', rounded down in use' : '';
  return `${what}: tuned from ${value}, ${span}${rounding}`;
}
