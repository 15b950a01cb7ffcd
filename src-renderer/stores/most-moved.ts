// Which schedules of a comparison are shown unasked: all of a few, else those that moved most.

import { fromRange } from '../../src-shared/domain/perturbation-band.ts';
import type { RunConfig } from '../../src-shared/domain/run-config.ts';
import { tunedOf } from '../../src-shared/domain/tuned-of.ts';
import type { Experiment } from './experiments.ts';

/** Schedules that fit below the losses without scrolling far. */
const mostPanels = 4;

/** How far the runs of one experiment moved each hyperparameter at most, in unconstrained units. */
function movesOf({ rows }: Experiment, config: RunConfig): ReadonlyMap<string, number> {
  return new Map(
    tunedOf(config).map(({ name, start, range }) => {
      const ways = rows.map(({ finalHyperparameters }) => {
        const end = finalHyperparameters[name] ?? Number.NaN;
        return Math.abs(fromRange(end, range) - fromRange(start, range));
      });
      return [name, Math.max(0, ...ways.filter((way) => !Number.isNaN(way)))];
    }),
  );
}

/**
 * At most four of the names, in their order: those that any of the runs moved farthest from its start. Distances are taken in
 * unconstrained space, where a share of units and a penalty can be held against each other.
 * @param configs by experiment; one that is not known yet moved nothing
 */
export function mostMoved(
  names: readonly string[],
  experiments: readonly Experiment[],
  configs: ReadonlyMap<string, RunConfig>,
): readonly string[] {
  if (names.length <= mostPanels) return names;
  const moves = experiments.flatMap((experiment) => {
    const config = configs.get(experiment.id);
    return config === undefined ? [] : [movesOf(experiment, config)];
  });
  const farthest = (name: string) => Math.max(0, ...moves.map((move) => move.get(name) ?? 0));
  const chosen = new Set(
    names
      .map((name) => ({ name, way: farthest(name) }))
      .sort((left, right) => (left.way === right.way ? 0 : right.way - left.way))
      .slice(0, mostPanels)
      .map(({ name }) => name),
  );
  return names.filter((name) => chosen.has(name));
}
