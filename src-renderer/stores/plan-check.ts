// What the host says to a config that is being edited: asked for once it has come to rest, the newest answer alone is kept.
import { type Ref, shallowRef, watch } from 'vue';
import type { Client } from '../../src-shared/contract/client.ts';
import type { PlanCheck } from '../../src-shared/contract/plan.ts';
import type { RunConfig } from '../../src-shared/domain/run-config.ts';

/** How long a config rests before the host is asked about it. */
const restMs = 250;

/** @param onRefusal is told what the host threw */
export function usePlanCheck(
  client: Client,
  config: Readonly<Ref<RunConfig | null>>,
  onRefusal: (thrown: unknown) => void,
) {
  const check = shallowRef<PlanCheck | null>(null);
  let timer: ReturnType<typeof setTimeout> | null = null;
  let asked = 0;

  async function checkNow(): Promise<void> {
    const current = config.value;
    if (current === null) return;
    const question = ++asked;
    try {
      const answer = await client.call('plan.check', { config: { ...current } });
      if (question === asked) check.value = answer;
    } catch (thrown) {
      if (question === asked) onRefusal(thrown);
    }
  }

  watch(config, () => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => void checkNow(), restMs);
  });

  return { check, checkNow };
}
