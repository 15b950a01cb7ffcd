// Collects points until it is worth a message: a few times a second, or when many have gathered.
import type { SeriesName } from '../../src-shared/domain/metric.ts';
import type { TrainerMessage } from '../../src-shared/trainer-protocol/messages.ts';

const mostPoints = 5_000;
const longestMs = 200;

export interface PointBuffer {
  add(step: number, values: readonly (readonly [SeriesName, number])[]): void;
  flush(): void;
}

/** @param now milliseconds */
export function createPointBuffer(send: (message: TrainerMessage) => void, now: () => number): PointBuffer {
  let series = new Map<SeriesName, { steps: number[]; values: number[] }>();
  let count = 0;
  let last = now();
  const flush = (): void => {
    last = now();
    if (count === 0) return;
    send({ type: 'points', series: [...series].map(([name, points]) => ({ series: name, ...points })) });
    series = new Map();
    count = 0;
  };
  return {
    add: (step, values) => {
      for (const [name, value] of values) {
        const points = series.get(name) ?? { steps: [], values: [] };
        points.steps.push(step);
        points.values.push(value);
        series.set(name, points);
      }
      count += values.length;
      if (count >= mostPoints || now() - last >= longestMs) flush();
    },
    flush,
  };
}
