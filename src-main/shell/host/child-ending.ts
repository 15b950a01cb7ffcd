// What the number with which Electron reports the end of a process means.

export interface ChildEnding {
  readonly code: number | null;
  readonly signal: string | null;
}

export interface ReportedEnding {
  readonly code: number;
  /** The host had asked for its end. */
  readonly isKilled: boolean;
  /** It had said farewell: whatever came after was tidying up. */
  readonly hasLeft: boolean;
  readonly platform: NodeJS.Platform;
}

const signals: ReadonlyMap<number, string> = new Map([
  [4, 'SIGILL'],
  [6, 'SIGABRT'],
  [7, 'SIGBUS'],
  [8, 'SIGFPE'],
  [9, 'SIGKILL'],
  [11, 'SIGSEGV'],
  [15, 'SIGTERM'],
]);

/**
 * Code and signal, as Node would tell them. Electron gives one number for both, on Unix the signal itself or 128 more; trainers leave
 * with 0 or 1 only, so that nothing else has these numbers.
 */
export function endingOf({ code, isKilled, hasLeft, platform }: ReportedEnding): ChildEnding {
  if (hasLeft) return { code: 0, signal: null };
  if (isKilled) return { code: null, signal: 'SIGKILL' };
  const signal = platform === 'win32' ? undefined : signals.get(code & 0x7f);
  return signal === undefined || code > 255 || code < 0 ? { code, signal: null } : { code: null, signal };
}
