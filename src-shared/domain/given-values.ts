// Whether values that a method is given, a schedule's or those that another run ended with, fit the hyperparameters of a config.
// Not here: whether the method itself fits (method-fit), files of schedules (schedules).
import { type HyperparameterKind, hyperparameterKinds, kindTraits } from './hyperparameter.ts';
import type { RunConfig } from './run-config.ts';

/** Values by hyperparameter name, and what they are called in a sentence. */
export interface GivenValues {
  readonly values: Readonly<Record<string, readonly number[]>>;
  readonly whose: string;
}

/** By how much of an end a value may be beyond it: what was held in 32 bits comes back a little off. */
const rounding = 1e-6;

const inQuotes = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

/** All that is wrong with them, in sentences. @param known names of the network with its data */
export function misfitsOfValues(
  { values, whose }: GivenValues,
  {
    hyperparameters,
    known,
  }: { readonly hyperparameters: RunConfig['hyperparameters']; readonly known: readonly string[] },
): string[] {
  const names = Object.keys(values);
  if (names.length === 0) {
    return [`${whose} names no hyperparameter. Give it values of at least one, or choose the method "fixed".`];
  }
  const modeOf = (name: string) => hyperparameters[name]?.mode ?? 'off';
  const told: string[] = [];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const those = unknown.length === 1 ? 'that name' : 'those names';
    told.push(
      `${whose} gives values of ${inQuotes(unknown)}, which this network with these data does not have. It has ${known.join(', ')}. Choose the network that the values come from, or leave ${those} out.`,
    );
  }
  const off = names.filter((name) => known.includes(name) && modeOf(name) === 'off');
  if (off.length > 0) {
    const [is, them] = off.length === 1 ? ['is', 'it'] : ['are', 'them'];
    told.push(
      `${whose} gives values of ${inQuotes(off)}, which ${is} off here. Set ${them} to tuned, or leave ${them} out.`,
    );
  }
  const without = known.filter((name) => modeOf(name) === 'tuned' && values[name] === undefined);
  if (without.length > 0) {
    const [is, them] = without.length === 1 ? ['is', 'it'] : ['are', 'them'];
    told.push(
      `${whose} has no values of ${inQuotes(without)}, which ${is} set to tuned. Hold ${them} at a fixed value, or set ${them} to off.`,
    );
  }
  for (const name of known) {
    const outside =
      modeOf(name) === 'off' ? null : firstOutside(values[name] ?? [], rangeOf(name, hyperparameters[name]));
    if (outside === null) continue;
    const { value, lowest, highest } = outside;
    const ends =
      highest === Infinity ? `It must not fall below ${lowest}.` : `It must lie between ${lowest} and ${highest}.`;
    told.push(`${whose} sets "${name}" to ${value}. ${ends}`);
  }
  return told;
}

function firstOutside(values: readonly number[], [lowest, highest]: readonly [number, number]) {
  const slack = (end: number): number => (Number.isFinite(end) ? Math.abs(end) * rounding : 0);
  const value = values.find((one) => !(one >= lowest - slack(lowest) && one <= highest + slack(highest)));
  return value === undefined ? null : { value, lowest, highest };
}

/** Where a hyperparameter's values may lie: its range where it is tuned, and what makes sense at all where it is held. */
function rangeOf(name: string, setting: RunConfig['hyperparameters'][string] | undefined): readonly [number, number] {
  const kind: HyperparameterKind | undefined = hyperparameterKinds.find((one) => name.endsWith(`.${one}`));
  const traits = kind === undefined ? null : kindTraits[kind];
  if (setting?.mode !== 'tuned') return traits?.limits ?? [-Infinity, Infinity];
  if (setting.range === undefined) return traits?.range ?? [-Infinity, Infinity];
  return [setting.range[0] ?? -Infinity, setting.range[1] ?? Infinity];
}
