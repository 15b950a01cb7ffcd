// A reason or an event as the host tells it, in the words and the clock of the person who reads it.
import { countWords, localTimes } from './quantities.ts';

/** Times become local, and the file of a checkpoint the step it was written at. */
export function reasonWords(text: string, locale: string): string {
  return localTimes(text, locale).replaceAll(
    /the checkpoint step-(\d+)\.safetensors/g,
    (_, step: string) => `the checkpoint of step ${countWords(Number(step), locale)}`,
  );
}
