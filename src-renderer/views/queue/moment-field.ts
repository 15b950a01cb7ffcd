// A moment as the browser's field for day and time writes it: local, without seconds.

const two = (value: number) => String(value).padStart(2, '0');

/** @param moment milliseconds since 1970 */
export function fieldOfMoment(moment: number): string {
  const at = new Date(moment);
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** Milliseconds since 1970; null where it cannot be read. */
export function momentOfField(field: string): number | null {
  const moment = field === '' ? Number.NaN : new Date(field).getTime();
  return Number.isFinite(moment) ? moment : null;
}
