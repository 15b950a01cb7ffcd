// How much faster or slower this machine trains than the constants of the estimate say, by what its finished runs took.
import type { RunRow } from '../../../src-shared/contract/runs.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { DataCard } from '../../../src-shared/domain/data-card.ts';
import type { RunId } from '../../../src-shared/domain/ids.ts';
import { inputShapeByCard, outputsByCard } from '../../../src-shared/domain/input-shape.ts';
import type { RunDetails } from '../../store/queries/run-details.ts';
import { type Calibration, stepSeconds } from './estimate.ts';
import { type RunSize, sizeOfRun } from './run-size.ts';

export interface CalibrationSources {
  /** All runs, newest first. */
  readonly rows: () => readonly RunRow[];
  readonly details: (run: RunId) => RunDetails;
  /** Null for a data set that is not there any more. */
  readonly card: (dataset: string) => Promise<DataCard | null>;
  readonly cores: number;
}

export interface Calibrator {
  /** The factor for a run of a size. @param device where it will run; null: not known yet */
  for(size: RunSize, device: string | null): Promise<Calibration>;
}

/**
 * Convolutions and LSTMs are worked out in other ways than dense layers, and on a running text most of the time goes into its words: none
 * says anything about another.
 */
type Family = 'dense' | 'convolutional' | 'sequences' | 'texts';

interface Measured {
  readonly device: string | null;
  /** Measured over predicted. */
  readonly ratio: number;
  /** Predicted seconds of a training step: how large the run was. */
  readonly stepSeconds: number;
  readonly family: Family;
}

/** Finished runs that are looked at, newest first, and those of the most similar size that count. */
const mostRuns = 30;
const nearestRuns = 5;
/** Fewer steps measure the start more than the speed. */
const fewestSteps = 20;
/** Runs whose steps differ by no more than this factor are of one size; the constants may be wrong in another way for others. */
const sameSize = 4;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 1;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** Near enough for a measurement: how many rows each part has depends on classes and groups too. */
function partSizes({ data: { split } }: RunDetails['config'], { rows, givenSplit }: DataCard) {
  const { train: open = rows, validation: givenValidation = 0, test: givenTest = 0 } = givenSplit ?? {};
  const forValidation = givenValidation > 0 ? 0 : split.validation;
  const forTest = givenTest > 0 ? 0 : 1 - split.train - split.validation;
  const share = open / (split.train + forValidation + forTest);
  return {
    train: Math.max(1, Math.round(split.train * share)),
    validation: givenValidation > 0 ? givenValidation : Math.round(forValidation * share),
    test: givenTest > 0 ? givenTest : Math.max(0, Math.round(forTest * share)),
  };
}

function familyOf({ convActivitiesOfRow, decodedOfRow, times }: RunSize): Family {
  if (times > 0) return decodedOfRow > 0 ? 'texts' : 'sequences';
  return convActivitiesOfRow > 0 ? 'convolutional' : 'dense';
}

function measure({ config, summary, engine }: RunDetails, card: DataCard, cores: number): Measured | null {
  if (summary === null || summary.steps < fewestSteps || !(summary.trainSeconds > 0)) return null;
  const size = sizeOfRun(config, {
    ...inputShapeByCard(card),
    form: card.form,
    outputs: outputsByCard(card),
    rows: partSizes(config, card),
  });
  const seconds = stepSeconds(size, cores);
  const { train, hyper } = size.steps;
  const meanStep = (train * seconds.train + hyper * seconds.hyper) / (train + hyper);
  const ratio = summary.trainSeconds / (summary.steps * meanStep);
  return { device: engine?.device ?? null, ratio, stepSeconds: seconds.train, family: familyOf(size) };
}

/** What runs say about one whose size lies so far away, in factors of a step's time: the less, the further. @returns 1 for the same size */
function closenessOf(factor: number): number {
  return factor <= sameSize ? 1 : Math.log(sameSize) / Math.log(factor);
}

/** Learns from the finished runs of a home; each is measured once. */
export function createCalibrator({ rows, details, card, cores }: CalibrationSources): Calibrator {
  /** By run and the time it ended: a resumed run is another measurement. */
  const known = new Map<string, Measured | null>();

  async function measured({ id, finishedAt }: RunRow): Promise<Measured | null> {
    const key = `${id}/${finishedAt}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    let result: Measured | null = null;
    try {
      const run = details(id);
      const found = await card(run.config.data.dataset);
      result = found === null ? null : measure(run, found, cores);
    } catch (thrown) {
      // A config that fits its data no more says nothing about the machine.
      if (!(thrown instanceof AppError)) throw thrown;
    }
    known.set(key, result);
    return result;
  }

  return {
    for: async (size, device) => {
      const finished = rows()
        .filter(({ state }) => state === 'finished')
        .slice(0, mostRuns);
      const all = (await Promise.all(finished.map(measured))).filter((run) => run !== null);
      const wanted = device ?? all[0]?.device ?? null;
      const own = Math.log(stepSeconds(size, cores).train);
      const distance = (run: Measured) => Math.abs(Math.log(run.stepSeconds) - own);
      const nearest = all
        .filter((run) => run.device === wanted && run.family === familyOf(size))
        .sort((left, right) => distance(left) - distance(right))
        .slice(0, nearestRuns);
      if (nearest.length === 0) return { factor: 1, runs: 0, closeness: 0 };
      const closeness = closenessOf(Math.exp(median(nearest.map(distance))));
      return { factor: median(nearest.map(({ ratio }) => ratio)) ** closeness, runs: nearest.length, closeness };
    },
  };
}
