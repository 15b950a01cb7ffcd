// Draws no more often than the eye needs: many calls become one, at the next frame that is far enough from the last.

export interface Pace {
  /** Asks for the action; it follows once, soon. */
  ask(): void;
  /** Forgets what was asked for. */
  end(): void;
}

/** @param leastMs between two actions */
export function paced(action: () => void, leastMs: number): Pace {
  let last = Number.NEGATIVE_INFINITY;
  let frame: number | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const act = () => {
    frame = null;
    last = performance.now();
    action();
  };
  return {
    ask: () => {
      if (frame !== null || timer !== null) return;
      const wait = last + leastMs - performance.now();
      const draw = () => {
        timer = null;
        frame = requestAnimationFrame(act);
      };
      if (wait <= 0) draw();
      else timer = setTimeout(draw, wait);
    },
    end: () => {
      if (frame !== null) cancelAnimationFrame(frame);
      if (timer !== null) clearTimeout(timer);
      frame = null;
      timer = null;
    },
  };
}
