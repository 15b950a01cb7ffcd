// How far the host is with reading or storing uploaded files: asked a few times a second for as long as somebody waits.
import { shallowRef } from 'vue';
import type { ImportProgress } from '../../src-shared/contract/data.ts';

const askEveryMs = 300;

/** @param ask the host's answer */
export function useImportProgress(ask: () => Promise<ImportProgress>) {
  /** Null while nothing is waited for. */
  const progress = shallowRef<ImportProgress | null>(null);
  let waiting = 0;

  /** Follows the host until `work` is done. */
  async function during<Result>(work: Promise<Result>): Promise<Result> {
    const own = ++waiting;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const askAgain = () => {
      timer = setTimeout(() => {
        void ask()
          .then((answer) => {
            if (own === waiting && answer.phase !== 'idle') progress.value = answer;
          })
          // A line about progress is worth no message when it does not come.
          .catch(() => undefined)
          .finally(() => {
            if (own === waiting) askAgain();
          });
      }, askEveryMs);
    };
    askAgain();
    try {
      return await work;
    } finally {
      if (timer !== null) clearTimeout(timer);
      if (own === waiting) {
        waiting++;
        progress.value = null;
      }
    }
  }

  return { progress, during };
}
