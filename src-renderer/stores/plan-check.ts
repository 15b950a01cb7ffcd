// What the host says to a config that is being edited.
import type { Ref } from 'vue';
import type { Client } from '../../src-shared/contract/client.ts';
import type { RunConfig } from '../../src-shared/domain/run-config.ts';
import { useRested } from './rested.ts';

/** @param onRefusal is told what the host threw */
export function usePlanCheck(
  client: Client,
  config: Readonly<Ref<RunConfig | null>>,
  onRefusal: (thrown: unknown) => void,
) {
  const ask = (current: RunConfig) => client.call('plan.check', { config: { ...current } });
  const { answer, askNow } = useRested(config, ask, onRefusal);
  return { check: answer, checkNow: askNow };
}
