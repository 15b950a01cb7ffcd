// What to know of methods that move every hyperparameter by the same amount, whatever its range is.
import { hyperparameterKinds, kindTraits } from './hyperparameter.ts';
import type { GaussianConfig, SinusoidConfig } from './method-config.ts';
import type { RunConfig } from './run-config.ts';

/** Standard deviations to either side within which nearly all draws lie. */
const deviationsOfDraws = 2;

/** A sentence on the tuned hyperparameters whose ranges are narrower than the movement; none where all are wider. */
export function disturbanceNotes(
  method: GaussianConfig | SinusoidConfig,
  hyperparameters: RunConfig['hyperparameters'],
): readonly string[] {
  const reach = method.name === 'gaussian' ? deviationsOfDraws * method.deviation : method.amplitude;
  const narrow = Object.entries(hyperparameters).flatMap(([name, setting]) =>
    setting.mode === 'tuned' && widthOf(name, setting.range) < 2 * reach ? [name] : [],
  );
  if (narrow.length === 0) return [];
  const [moves, those] =
    method.name === 'gaussian'
      ? [`draws with a standard deviation of ${method.deviation}`, 'deviation']
      : [`a wave of ${method.amplitude} to either side`, 'amplitude'];
  const names = narrow.map((name) => `"${name}"`).join(', ');
  const [have, their] = narrow.length === 1 ? ['has', 'its'] : ['have', 'their'];
  return [
    `${names} ${have} a narrower range than ${moves}, and will often stand at ${their} ends. Hold ${narrow.length === 1 ? 'it' : 'them'} at a fixed value, or choose a smaller method.${those}.`,
  ];
}

function widthOf(name: string, range: readonly [number | null, number | null] | undefined): number {
  const kind = hyperparameterKinds.find((one) => name.endsWith(`.${one}`));
  const [lowest, highest] = range ?? (kind === undefined ? [null, null] : kindTraits[kind].range);
  return (highest ?? Infinity) - (lowest ?? -Infinity);
}
