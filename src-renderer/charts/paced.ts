// Draws no more often than the eye needs and the processor bears: many calls become one, at the next frame that is far enough from the
// last. An action that takes long is done less often, so that drawing never takes more than a share of the time.

export interface Pace {
  /** Asks for the action; it follows once, soon. */
  ask(): void;
  /** Forgets what was asked for. */
  end(): void;
}

/** Time between two actions, as a multiple of what one takes. */
const rest = 5;
const longestMs = 1_000;

/** @param leastMs between two actions */
export function paced(action: () => void, leastMs: number): Pace {
  let last = Number.NEGATIVE_INFINITY;
  let betweenMs = leastMs;
  let frame: number | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  /** The action changes data; components follow in a microtask and the picture with the next frame: both are its cost. */
  const measure = (began: number) => {
    queueMicrotask(() =>
      queueMicrotask(() => {
        const updateMs = performance.now() - began;
        requestAnimationFrame(() => {
          const drawing = performance.now();
          setTimeout(() => {
            const costMs = updateMs + performance.now() - drawing;
            betweenMs = Math.min(longestMs, Math.max(leastMs, rest * costMs));
          });
        });
      }),
    );
  };

  const act = () => {
    frame = null;
    last = performance.now();
    action();
    measure(last);
  };

  return {
    ask: () => {
      if (frame !== null || timer !== null) return;
      const wait = last + betweenMs - performance.now();
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
