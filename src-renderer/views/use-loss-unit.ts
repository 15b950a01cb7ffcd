// In which unit a screen's losses are drawn, and on which axis. The address holds the unit, as it holds what else is looked at; the axis
// is the unit's usual one until another is chosen.
import { computed, ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { DataCard, TokenLevel } from '../../src-shared/domain/data-card.ts';
import { type LossUnit, lossUnitsFor, usualScale } from '../../src-shared/plot/loss-unit.ts';

/**
 * What the tokens of a running text are; null for all other data.
 * @param card null where the data set is not there any more: then what its runs were scored by tells
 */
export function tokenLevelOf(card: DataCard | null, metric: string): TokenLevel | null {
  if (card !== null) return card.form === 'text' ? (card.vocabulary?.level ?? 'word') : null;
  if (metric === 'bitsPerCharacter') return 'character';
  return metric === 'perplexity' ? 'word' : null;
}

/** @param level of all that is shown */
export function useLossUnit(level: () => TokenLevel | null) {
  const route = useRoute();
  const router = useRouter();
  const chosenScales = ref<Partial<Record<LossUnit, 'linear' | 'log'>>>({});

  const lossUnits = computed(() => lossUnitsFor(level()));
  const lossUnit = computed<LossUnit>({
    get: () => lossUnits.value.find((unit) => unit === route.query.unit) ?? lossUnits.value[0],
    set: (next) => {
      const { unit: _, ...query } = route.query;
      void router.replace({ query: next === lossUnits.value[0] ? query : { ...query, unit: next } });
    },
  });
  const lossScale = computed<'linear' | 'log'>({
    get: () => chosenScales.value[lossUnit.value] ?? usualScale(lossUnit.value),
    set: (next) => {
      chosenScales.value = { ...chosenScales.value, [lossUnit.value]: next };
    },
  });
  return { lossUnits, lossUnit, lossScale };
}
