// Population-based training: networks train beside each other, and between rounds the worst take over weights and values of the best and
// move the values a little. A trial is one member's stretch of a round. Source: Jaderberg et al. 2017, "Population based training of
// neural networks", section 4.1: truncation selection, perturb or resample. Not here: how weights are taken over (the trainer).
import type { PbtConfig } from '../../src-shared/domain/search-config.ts';
import { fromUnit, type SearchAxis, toUnit, valueCount } from '../../src-shared/domain/search-space.ts';
import { CounterNoise } from '../../src-shared/noise/counter-noise.ts';
import { haltonSequence } from '../search/halton.ts';
import { valuesAt } from '../search/untried.ts';
import type { Search, Trial, TrialValues } from './search.ts';

/** Trial `number` is the stretch of member `number % population` in round `number / population`, which needs all of the round before. */
export function pbt(axes: readonly SearchAxis[], config: PbtConfig, seed: number): Search {
  const { population, epochsPerRound: epochs } = config;
  const beginning = haltonSequence(axes.length, seed);
  return {
    propose(trials) {
      const number = trials.length;
      const anew = () => ({ values: valuesAt(axes, beginning(number)), parent: null, epochs });
      const round = Math.floor(number / population);
      if (round === 0) return anew();
      const before = trials.slice((round - 1) * population, round * population);
      if (before.some(({ outcome }) => outcome === null)) return 'wait';
      const own = before[number % population];
      const ranking = before.toSorted((left, right) => lossOf(left) - lossOf(right) || left.number - right.number);
      const winners = ranking.slice(0, shareOf(config)).filter((trial) => lossOf(trial) < Number.POSITIVE_INFINITY);
      // Nobody has weights that are worth going on from.
      if (own === undefined || winners.length === 0) return anew();
      const isLosing = ranking.indexOf(own) >= population - shareOf(config) || lossOf(own) === Number.POSITIVE_INFINITY;
      if (!isLosing) return { values: own.values, parent: own.number, epochs };
      const [draw = 0] = new CounterNoise(seed).uniform('parent', number, new Float32Array(1));
      const parent = winners[Math.floor(draw * winners.length)] ?? own;
      return { values: explored(axes, parent.values, config, { seed, number }), parent: parent.number, epochs };
    },
  };
}

/** Members at either end of the ranking; one at least. */
function shareOf({ population, truncation }: PbtConfig): number {
  return Math.max(1, Math.floor(population * truncation));
}

/** By the network as it is now, since it is what is taken over; a failed stretch is behind all others. */
function lossOf({ outcome }: Trial): number {
  return outcome !== null && Number.isFinite(outcome.last) ? outcome.last : Number.POSITIVE_INFINITY;
}

interface Draw {
  readonly seed: number;
  readonly number: number;
}

/** Each value drawn anew, or moved up or down; a whole number by one at least. Ends of an axis hold it back. */
function explored(axes: readonly SearchAxis[], values: TrialValues, config: PbtConfig, { seed, number }: Draw) {
  const noise = new CounterNoise(seed);
  const chances = noise.uniform('resample', number, new Float32Array(axes.length));
  const draws = noise.uniform('explore', number, new Float32Array(axes.length));
  const moved: Record<SearchAxis['name'], number> = {};
  axes.forEach((axis, index) => {
    const draw = draws[index] ?? 0;
    const unit = toUnit(axis, values[axis.name] ?? Number.NaN);
    const step = axis.isInteger ? Math.max(config.perturbation, 1 / valueCount(axis)) : config.perturbation;
    const isAnew = (chances[index] ?? 0) < config.resampleChance;
    moved[axis.name] = fromUnit(axis, isAnew ? draw : unit + (draw < 0.5 ? -step : step));
  });
  return moved;
}
