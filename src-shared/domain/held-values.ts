// Hyperparameters that are held: from settings to values, and back.
import type { HyperparameterSetting } from './hyperparameter.ts';

/** The values that settings hold, by name; what is tuned or off is not among them. */
export function heldValues(settings: Readonly<Record<string, HyperparameterSetting>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(settings).flatMap(([name, setting]) =>
      setting.mode === 'fixed' ? [[name, setting.value] as const] : [],
    ),
  );
}

/** Settings that hold values, by name. */
export function settingsHolding(
  values: Readonly<Record<string, number>>,
): Record<string, Extract<HyperparameterSetting, { mode: 'fixed' }>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { mode: 'fixed', value }] as const));
}
