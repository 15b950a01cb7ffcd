// Bayesian optimisation: a Gaussian process of the trials so far says where the next one promises most.
// Source: Snoek, Larochelle & Adams 2012; Jones, Schonlau & Welch 1998. Not here: the numerics (src-main/search).
import type { BayesConfig } from '../../src-shared/domain/search-config.ts';
import { fromUnit, type SearchAxis } from '../../src-shared/domain/search-space.ts';
import { gainAt, promisingPlaces, type Question } from '../search/acquisition.ts';
import { fitSettings, GaussianProcess, thinned } from '../search/gaussian-process.ts';
import { haltonSequence } from '../search/halton.ts';
import type { Observations } from '../search/likelihood.ts';
import { comparableLosses } from '../search/trial-losses.ts';
import { listedSize, placeOf, untriedPlaces, valuesAt } from '../search/untried.ts';
import type { Proposal, Search, Trial } from './search.ts';

/** Trials beyond so many are thinned for the process: its time grows with their cube. */
const mostObserved = 400;
/** Good places around which others are looked at. */
const centres = 5;
/** Of an axis: a place nearer than this to an earlier one would tell nothing new. */
const apart = 1e-3;

/** The first trials fill the space evenly; later ones go where the expected improvement is highest. */
export function bayes(axes: readonly SearchAxis[], { initialTrials }: BayesConfig, seed: number): Search {
  const evenly = haltonSequence(axes.length, seed);
  const isListed = Number.isFinite(listedSize(axes));
  return {
    propose(trials) {
      const left = isListed
        ? untriedPlaces(
            axes,
            trials.map(({ values }) => values),
          )
        : null;
      if (left?.length === 0) return 'exhausted';
      const question = trials.length < initialTrials ? null : questionOf(axes, trials, seed);
      if (question === null) return proposal(axes, evenlyFrom({ axes, evenly, trials, left }));
      if (left !== null) {
        const gains = left.map((place) => gainAt(question, place));
        return proposal(axes, left[gains.indexOf(Math.max(...gains))] ?? left[0] ?? []);
      }
      const tried = trials.map(({ values }) => placeOf(axes, values));
      const place = promisingPlaces(question).find((candidate) => isNew(axes, candidate, tried));
      return proposal(axes, place ?? evenly(trials.length));
    },
  };
}

function proposal(axes: readonly SearchAxis[], place: ArrayLike<number>): Proposal {
  return { values: valuesAt(axes, place), parent: null, epochs: null };
}

interface EvenChoice {
  readonly axes: readonly SearchAxis[];
  readonly evenly: (index: number) => Float64Array;
  readonly trials: readonly Trial[];
  readonly left: readonly ArrayLike<number>[] | null;
}

/** The sequence's next place, or the first one after it that was not tried. */
function evenlyFrom({ axes, evenly, trials, left }: EvenChoice): ArrayLike<number> {
  const place = evenly(trials.length);
  if (left === null) return place;
  const wanted = JSON.stringify(valuesAt(axes, place));
  return (
    left.find((other) => JSON.stringify(valuesAt(axes, other)) === wanted) ??
    left[Math.floor((place[0] ?? 0) * left.length)] ??
    place
  );
}

function isNew(axes: readonly SearchAxis[], place: Float64Array, tried: readonly ArrayLike<number>[]): boolean {
  return tried.every((other) =>
    axes.some((axis, index) => {
      const [here, there] = [place[index] ?? 0, other[index] ?? 0];
      return axis.isInteger ? fromUnit(axis, here) !== fromUnit(axis, there) : Math.abs(here - there) > apart;
    }),
  );
}

/** What the trials say; null where too few have ended with a loss to say anything. */
function questionOf(axes: readonly SearchAxis[], trials: readonly Trial[], seed: number): Question | null {
  const ended = trials.flatMap(({ values, outcome }) =>
    outcome === null ? [] : [{ place: Float64Array.from(placeOf(axes, values)), loss: outcome.best }],
  );
  if (ended.filter(({ loss }) => Number.isFinite(loss)).length < 2) return null;
  const losses = comparableLosses(ended.map(({ loss }) => loss));
  const seen = thinned({ places: ended.map(({ place }) => place), losses }, mostObserved);
  const settings = fitSettings(seen);
  const known = GaussianProcess.of(seen, settings);
  if (known === null) return null;
  const process = GaussianProcess.of(withPending(axes, trials, seen, known), settings);
  if (process === null) return null;
  const expected = seen.places
    .map((place) => ({ place: Float64Array.from(place), mean: process.at(place).mean }))
    .sort((a, b) => a.mean - b.mean);
  return {
    axes,
    process,
    best: expected[0]?.mean ?? 0,
    promising: expected.slice(0, centres).map(({ place }) => place),
    // Another set of places each time, the same one when asked again.
    seed: (seed + Math.imul(trials.length, 0x9e3779b1)) >>> 0,
  };
}

/**
 * Trials that have not ended are taken to end as expected, which leaves no uncertainty and so no promise where they are.
 * Source: Ginsbourger, Le Riche & Carraro 2010, "Kriging is well-suited to parallelize optimization" (kriging believer).
 */
function withPending(
  axes: readonly SearchAxis[],
  trials: readonly Trial[],
  seen: Observations,
  known: GaussianProcess,
): Observations {
  const places = trials.filter(({ outcome }) => outcome === null).map(({ values }) => placeOf(axes, values));
  const losses = places.map((place) => known.at(place).mean);
  return { places: [...seen.places, ...places], losses: Float64Array.from([...seen.losses, ...losses]) };
}
