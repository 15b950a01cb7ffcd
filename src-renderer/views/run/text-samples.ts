// What a network wrote while it was trained, out of the run's events. Not here: how it is shown (text-samples.vue).
import type { RunEvent } from '../../../src-shared/contract/runs.ts';
import { textSampleKind } from '../../../src-shared/domain/event-kinds.ts';

/** One text and when it was written. */
export type TextSample = Pick<RunEvent, 'step' | 'epoch' | 'text' | 'at'>;

/** The samples by rising step. A run that was resumed writes some of them again: the later telling counts. */
export function samplesOf(events: readonly RunEvent[]): readonly TextSample[] {
  const byStep = new Map<number, TextSample>();
  for (const event of events) {
    // A text that begins at a line's end begins with an empty line.
    if (event.kind === textSampleKind) byStep.set(event.step, { ...event, text: event.text.trim() });
  }
  return [...byStep.values()].sort((left, right) => left.step - right.step);
}

/** What else happened. */
export function withoutSamples(events: readonly RunEvent[]): readonly RunEvent[] {
  return events.filter((event) => event.kind !== textSampleKind);
}
