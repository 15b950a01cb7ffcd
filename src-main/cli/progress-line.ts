// A run's progress in one line of a given width: a bar, the loss, the time left, and as many moving hyperparameters as fit.
import { formatNumber } from './numbers.ts';
import type { RunProgress } from './run-progress.ts';

const barWidth = 20;

function bar(share: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * barWidth);
  return `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}`;
}

/** `0:07`, `12:05`, `2:00:41`. */
function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60];
  const twoDigits = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${twoDigits(rest)}` : `${minutes}:${twoDigits(rest)}`;
}

/** The line, at most `width` characters. Parts that do not fit are left out. */
export function progressLine(progress: RunProgress, width: number): string {
  const { phase, epoch, epochs, loss, perplexity, secondsLeft, hyperparameters } = progress;
  if (epochs === 0 || loss === null) return `${phase} …`.slice(0, width);
  const parts = [
    `${bar(epoch / epochs)} epoch ${Math.floor(epoch)}/${epochs}`,
    `loss ${formatNumber(loss)}`,
    ...(perplexity === null ? [] : [`validation perplexity ${formatNumber(perplexity)}`]),
    ...(secondsLeft === null ? [] : [`${clock(secondsLeft)} left`]),
    ...Object.entries(hyperparameters).map(([name, value]) => `${name} ${formatNumber(value, 2)}`),
  ];
  return parts.reduce((line, part) => {
    const longer = line === '' ? part : `${line}  ${part}`;
    return longer.length <= width ? longer : line;
  }, '');
}
