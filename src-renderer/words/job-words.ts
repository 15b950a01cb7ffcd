// The line about the run that is going, piece by piece, for the job strip and the window's title.
import type { Progress } from '../../src-shared/contract/runs.ts';
import { dateFormat } from './formatters.ts';
import { countWords } from './quantities.ts';

const phases: Readonly<Record<Progress['phase'], string>> = {
  queued: 'waiting',
  loading: 'loading data',
  compiling: 'compiling the step for this machine',
  training: '',
  paused: 'paused',
  saving: 'saving',
  testing: 'scoring',
};

/** A time span as on a stopwatch: 0:41, 12:05, 1:02:09. */
export function clockWords(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const hours = Math.floor(whole / 3_600);
  const minutes = Math.floor((whole % 3_600) / 60);
  const rest = String(whole % 60).padStart(2, '0');
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${String(minutes).padStart(2, '0')}:${rest}`;
}

/** Epochs begun and planned: "epoch 7/20". */
export function epochWords({ epoch, epochs }: Pick<Progress, 'epoch' | 'epochs'>, locale: string): string {
  return `epoch ${countWords(Math.min(epochs, Math.floor(epoch) + 1), locale)}/${countWords(epochs, locale)}`;
}

/** How much of it is done, from 0 to 1. */
export function shareOf({ epoch, epochs }: Pick<Progress, 'epoch' | 'epochs'>): number {
  return epochs === 0 ? 0 : Math.min(1, Math.max(0, epoch / epochs));
}

/** Seconds from which on compiling is worth a word. */
const noticeable = 1;

/**
 * What the trainer does besides training, or nothing; of compiling, how long already.
 * @param seconds that it has been at it
 */
export function phaseWords(phase: Progress['phase'], seconds = 0): string {
  if (phase !== 'compiling') return phases[phase];
  return seconds < noticeable ? '' : `${phases.compiling}, ${clockWords(seconds)}`;
}

/** Time left and the hour it ends at, "0:41 left · 23:58"; nothing where it is not known. @param now milliseconds since 1970 */
export function leftWords(secondsLeft: number | null, locale: string, now: number): string {
  if (secondsLeft === null || !Number.isFinite(secondsLeft)) return '';
  const time = dateFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(now + secondsLeft * 1_000);
  return `${clockWords(secondsLeft)} left · ${time}`;
}
