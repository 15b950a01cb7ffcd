// What the stores know of the things the address names.
import { computed } from 'vue';
import { useRoute } from 'vue-router';
import type { RunId } from '../../src-shared/domain/ids.ts';
import type { StudyId } from '../../src-shared/domain/study.ts';
import { useDatasets } from '../stores/datasets.ts';
import { useRuns } from '../stores/runs.ts';
import { useStudies } from '../stores/studies.ts';
import type { KnownThings } from './breadcrumbs.ts';

/** Data set and run of the open screen, as far as they are known. */
export function useKnownThings() {
  const route = useRoute();
  const runs = useRuns();
  const datasets = useDatasets();
  const studies = useStudies();

  const row = computed(() => {
    const number = Number(route.params.run);
    return Number.isInteger(number) && number > 0 ? (runs.byId.get(number as RunId) ?? null) : null;
  });

  const known = computed<KnownThings>(() => {
    const run = row.value;
    const id = run?.dataset ?? String(route.params.dataset ?? '');
    const card = datasets.entries.find((entry) => entry.card.id === id)?.card;
    const name = card?.name ?? run?.datasetName;
    const compared = String(route.query.runs ?? '')
      .split(',')
      .filter((part) => part !== '').length;
    return {
      dataset: id === '' || name === undefined ? null : { id, name },
      run,
      study: studies.byId.get(Number(route.params.study) as StudyId) ?? null,
      compared,
      isTrash: route.query.view === 'trash',
    };
  });

  return { known, row };
}
