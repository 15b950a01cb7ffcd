// What the runs of this config found, with the path that the first of them took, while a run is set up from it.
import { computed, shallowRef, watch } from 'vue';
import { useCurves } from '../../stores/curves.ts';
import { useDraft } from '../../stores/draft.ts';
import { useRuns } from '../../stores/runs.ts';
import { useSettings } from '../../stores/settings.ts';
import { type Found, foundIn, siblingsOf } from './found-values.ts';

const points = 60;

/** @returns what is known for a hyperparameter, null where nothing is */
export function useFound(): (name: string) => Found | null {
  const draft = useDraft();
  const runs = useRuns();
  const curves = useCurves();
  const settings = useSettings();
  const paths = shallowRef<ReadonlyMap<string, readonly number[]>>(new Map());
  const siblings = computed(() =>
    siblingsOf(draft.origin === null ? undefined : runs.byId.get(draft.origin), runs.rows),
  );

  watch(
    () => siblings.value[0]?.id,
    async (run) => {
      paths.value = new Map();
      const names = Object.keys(siblings.value[0]?.finalHyperparameters ?? {});
      if (run === undefined || names.length === 0) return;
      const asked = names.map((name) => ({ run, series: `hyperparameter/${name}` }));
      // A drawing in a cell is worth no message when it does not come.
      const found = await curves.ask({ curves: asked, axis: 'step', window: null, points }).catch(() => []);
      if (siblings.value[0]?.id !== run) return;
      paths.value = new Map(found.map(({ series, y }) => [series.replace('hyperparameter/', ''), [...y]]));
    },
    { immediate: true },
  );

  return (name) =>
    foundIn(name, { siblings: siblings.value, path: paths.value.get(name) ?? [], locale: settings.locale });
}
