// Where an axis has its ticks and where it ends: round numbers, chosen here so that screen, file and read-out agree to the pixel.

const roundSteps = [1, 2, 2.5, 5, 10];

/** The smallest round step that cuts `span` into at most `count` parts. */
function roundStep(span: number, count: number): number {
  const raw = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(raw));
  return (roundSteps.find((step) => step * power >= raw * (1 - 1e-9)) ?? 10) * power;
}

/** So many steps, as the decimal number that is meant: 19 * 0.05 is 0.9500000000000001. */
function multiple(count: number, step: number): number {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(step)));
  return Number((count * step).toFixed(Math.min(20, digits)));
}

/** Round values strictly inside or at the ends of [low, high], at most about `count` of them. */
export function linearTicks(low: number, high: number, count: number): number[] {
  if (!(high > low)) return [low];
  const step = roundStep(high - low, count);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => multiple(first + index, step));
}

/** Powers of ten between the ends, with 2 and 5 times each where there is room; else thinned to at most `count`. */
export function logTicks(low: number, high: number, count: number): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const powers = Array.from({ length: Math.max(0, last - first + 2) }, (_, index) => Number(`1e${first - 1 + index}`));
  const fine = powers
    .flatMap((power) => [power, 2 * power, 5 * power])
    .filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));
  if (fine.length <= count || last - first < 1) return fine;
  const every = Math.max(1, Math.ceil((last - first + 1) / Math.max(1, count)));
  const ticks: number[] = [];
  for (let power = first; power <= last; power += every) ticks.push(Number(`1e${power}`));
  return ticks;
}

/** Ends that leave a little room around the values and fall on round numbers. */
export function roundEnds(low: number, high: number, count = 4): readonly [number, number] {
  if (low === high) {
    const half = low === 0 ? 1 : Math.abs(low) / 2;
    return roundEnds(low - half, high + half, count);
  }
  const step = roundStep(high - low, count);
  return [multiple(Math.floor(low / step + 1e-9), step), multiple(Math.ceil(high / step - 1e-9), step)];
}

/** Ends on a logarithmic axis with a little room. */
export function roundLogEnds(low: number, high: number): readonly [number, number] {
  const room = 0.15;
  const step = 0.5;
  return [
    10 ** (Math.floor((Math.log10(low) - room) / step) * step),
    10 ** (Math.ceil((Math.log10(high) + room) / step) * step),
  ];
}

/** Height of a tick's number with the room above it, in pixels. */
const numberHeight = 16;
/** Parts that are easily counted in, whatever the power of ten. */
const evenParts = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];

/** Ticks that cut the whole range into at most `most` equal parts, each a number that is easily counted in; null where none does. */
function evenTicks(low: number, high: number, most: number): number[] | null {
  for (let parts = most; parts > 1; parts -= 1) {
    const part = (high - low) / parts;
    const digit = part / 10 ** Math.floor(Math.log10(part) + 1e-9);
    const first = Math.round(low / part);
    const isEven = evenParts.some((even) => Math.abs(digit - even) < 1e-6) && Math.abs(low / part - first) < 1e-6;
    if (isEven) return Array.from({ length: parts + 1 }, (_, index) => multiple(first + index, part));
  }
  return null;
}

/**
 * Ticks of an axis with both its ends among them: equal parts where there are such; else a tick that would stand too near to an end
 * gives way to it.
 * @param height of the axis, in pixels
 */
export function ticksWithEnds([low, high]: readonly [number, number], height: number): number[] {
  const count = Math.max(3, Math.min(6, Math.floor(height / 28)));
  const even = evenTicks(low, high, Math.min(count, Math.floor(height / numberHeight)));
  if (even !== null) return even;
  const near = (high - low) * Math.max(0.12, numberHeight / height);
  const inner = linearTicks(low, high, count).filter((tick) => tick - low > near && high - tick > near);
  return [low, ...inner, high];
}

const mostDigits = 8;

/** Writes the numbers of an axis with as many digits as it takes to tell its ticks apart. @param number to so many significant digits */
export function tickWords(
  ticks: readonly number[],
  number: (value: number, digits?: number) => string,
): (value: number) => string {
  for (let digits = 3; digits < mostDigits; digits += 1) {
    if (new Set(ticks.map((tick) => number(tick, digits))).size === ticks.length)
      return (value) => number(value, digits);
  }
  return (value) => number(value, mostDigits);
}

const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A small or large power of ten as it is printed, 10⁻⁴; null for any other number. */
export function powerWords(value: number): string | null {
  const power = Math.round(Math.log10(value));
  if (Math.abs(power) < 3 || Math.abs(value / 10 ** power - 1) > 1e-9) return null;
  const digits = [...String(Math.abs(power))].map((digit) => raised[Number(digit)] ?? '').join('');
  return `10${power < 0 ? '⁻' : ''}${digits}`;
}
