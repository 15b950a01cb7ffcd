// How long a run still takes: until its last step, or until its budget of time is used up, whichever comes first.

interface Progress {
  readonly step: number;
  readonly totalSteps: number;
  /** Training time so far, across resumes. */
  readonly seconds: number;
}

/**
 * Training time left. With a budget it is what is left of that; the run then still finishes its epoch.
 * @param minutes the budget; null: none
 * @returns null while the speed is not known
 */
export function secondsLeft(
  { step, totalSteps, seconds }: Progress,
  { stepsPerSecond, minutes }: { readonly stepsPerSecond: number; readonly minutes: number | null },
): number | null {
  if (stepsPerSecond <= 0) return null;
  const toLastStep = (totalSteps - step) / stepsPerSecond;
  return minutes === null ? toLastStep : Math.min(toLastStep, Math.max(0, minutes * 60 - seconds));
}
