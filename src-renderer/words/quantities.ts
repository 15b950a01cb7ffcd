// Numbers, times and sizes as people read them, in the language of the settings.
import { dateFormat, numberFormat } from './formatters.ts';

const nothing = '–';

/** A measured number to so many significant digits; very small and very large ones in powers of ten. */
export function numberWords(value: number | null | undefined, locale: string, digits = 3): string {
  if (value === null || value === undefined) return nothing;
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) {
    return scientificWords(value, locale, digits);
  }
  if (size >= 1_000) return numberFormat(locale, { maximumFractionDigits: 0 }).format(value);
  return numberFormat(locale, { maximumSignificantDigits: digits }).format(value);
}

function scientificWords(value: number, locale: string, digits: number): string {
  return numberFormat(locale, { notation: 'scientific', maximumSignificantDigits: digits })
    .format(value)
    .replace('E', 'e');
}

/**
 * A measured number for a column, zeros at the end kept: 0.550 below 0.426.
 * @param like its decimals follow this one's size, so that a deviation ends where its mean does
 */
export function columnNumberWords(value: number | null | undefined, locale: string, like = value): string {
  if (value === null || value === undefined || like === null || like === undefined) return nothing;
  const size = Math.abs(like);
  if (!Number.isFinite(value) || !Number.isFinite(size) || (size !== 0 && (size < 1e-3 || size >= 1e6))) {
    return numberWords(value, locale);
  }
  const decimals = size === 0 ? 2 : Math.max(0, 2 - Math.floor(Math.log10(size)));
  return numberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
}

/** A number with so many decimals, as a column of data has them; without groups, since a year may be among them. */
export function decimalWords(value: number, locale: string, decimals: number): string {
  return numberFormat(locale, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    useGrouping: false,
  }).format(value);
}

/** A whole number with its groups. */
export function countWords(value: number, locale: string): string {
  return numberFormat(locale).format(Math.round(value));
}

/** A share as a percentage. */
export function percentWords(share: number, locale: string, digits = 0): string {
  return numberFormat(locale, { style: 'percent', maximumFractionDigits: digits }).format(share);
}

/** A duration in at most two units: 45 s, 3 min 20 s, 2 h 5 min. */
export function durationWords(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return nothing;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** Seconds from low to high: "2 min to 3 min", or one of them where they read the same. */
export function spanWords([low, high]: readonly [number, number]): string {
  const words = [durationWords(low), durationWords(high)];
  return words[0] === words[1] ? `${words[0]}` : words.join(' to ');
}

const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** A size in bytes, in powers of 1,000. */
export function bytesWords(bytes: number | null | undefined, locale: string): string {
  if (bytes === null || bytes === undefined) return nothing;
  const power = bytes < 1_000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1_000 ** power;
  const digits = power === 0 || value >= 100 ? 0 : 1;
  return `${numberFormat(locale, { maximumFractionDigits: digits }).format(value)} ${units[power]}`;
}

/** The time of day, and the date unless it is today. @param now milliseconds since 1970 */
export function momentWords(at: number | null | undefined, locale: string, now: number): string {
  if (at === null || at === undefined) return nothing;
  const time = dateFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(at);
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  return isToday ? time : `${dateFormat(locale, { month: 'short', day: 'numeric' }).format(at)}, ${time}`;
}

/** A sentence of the host with its times (ISO 8601, UTC) as a clock on the wall here shows them. */
export function localTimes(text: string, locale: string): string {
  return text.replaceAll(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g, (moment) =>
    dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(Date.parse(moment)),
  );
}

/** A word with its count: 1 run, 3 runs. */
export function countedWords(count: number, one: string, many: string, locale: string): string {
  return `${countWords(count, locale)} ${count === 1 ? one : many}`;
}
