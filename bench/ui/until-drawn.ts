// How long a page takes from an action to the picture of its outcome, timed inside the page.
import type { Page } from 'playwright-core';

export interface Timed {
  /** JavaScript of the page that acts; the clock starts before it. */
  readonly act: string;
  /** JavaScript of the page, true once the outcome stands in the document. */
  readonly isThere: string;
}

const patienceMs = 30_000;

/** Milliseconds from the action until the frame after the outcome was drawn. */
export function untilDrawn(page: Page, { act, isThere }: Timed): Promise<number> {
  return page.evaluate<number>(`new Promise((resolve, reject) => {
    const begun = performance.now();
    const look = () => {
      if (performance.now() - begun > ${patienceMs}) return reject(new Error('It never came.'));
      if (!(${isThere})) return requestAnimationFrame(look);
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begun)));
    };
    ${act};
    requestAnimationFrame(look);
  })`);
}

/** The middle of some numbers. */
export function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}
