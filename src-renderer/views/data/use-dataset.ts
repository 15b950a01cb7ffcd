// The data set that the address names, with its first rows, and how its rows are divided: asked for again once the split has come to rest.
import { ref, shallowRef, watch } from 'vue';
import { useRoute } from 'vue-router';
import type { Division, Preview } from '../../../src-shared/contract/data.ts';
import { messageOf } from '../../../src-shared/domain/app-error.ts';
import type { DataCard } from '../../../src-shared/domain/data-card.ts';
import { datasetIdSchema } from '../../../src-shared/domain/ids.ts';
import type { SplitConfig } from '../../../src-shared/domain/run-config.ts';
import { useDatasets } from '../../stores/datasets.ts';
import { useSplits } from '../../stores/splits.ts';

/** Between the last change of the split and the question what it comes to. */
const restMs = 200;

type Images = Extract<Preview, { form: 'images' }>;

/** Two previews as one. */
function withMoreImages(first: Images, next: Images): Images {
  const pixels = new Uint8Array(first.pixels.length + next.pixels.length);
  pixels.set(first.pixels);
  pixels.set(next.pixels, first.pixels.length);
  return { ...first, pixels, labels: [...first.labels, ...next.labels] };
}

/** All of it null until it is there. */
export function useDataset() {
  const route = useRoute();
  const datasets = useDatasets();
  const splits = useSplits();
  const card = shallowRef<DataCard | null>(null);
  const preview = shallowRef<Preview | null>(null);
  const split = shallowRef<SplitConfig | null>(null);
  const division = shallowRef<Division | null>(null);
  const splitProblem = ref<string | null>(null);
  const refusal = ref<string | null>(null);
  /** What was asked for before another data set or split came too late. */
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;

  watch(
    () => route.params.dataset,
    async (address) => {
      if (route.name !== 'dataset') return;
      const own = ++turn;
      card.value = preview.value = split.value = division.value = null;
      refusal.value = splitProblem.value = null;
      const id = datasetIdSchema.safeParse(address);
      if (!id.success) {
        refusal.value = 'The address names no data set.';
        return;
      }
      try {
        const [nextCard, nextSplit] = await Promise.all([datasets.card(id.data), splits.splitFor(id.data)]);
        if (own !== turn) return;
        card.value = nextCard;
        split.value = nextSplit;
        void divide();
        const rows = await datasets.preview(id.data);
        if (own === turn || card.value?.id === id.data) preview.value = rows;
      } catch (thrown) {
        if (own === turn || card.value?.id === id.data) refusal.value = messageOf(thrown);
      }
    },
    { immediate: true },
  );

  async function divide(): Promise<void> {
    const own = ++turn;
    if (card.value === null || split.value === null) return;
    try {
      const next = await datasets.divide(card.value.id, split.value);
      if (own !== turn) return;
      division.value = next;
      splitProblem.value = null;
    } catch (thrown) {
      if (own === turn) splitProblem.value = messageOf(thrown);
    }
  }

  function change(next: SplitConfig): void {
    split.value = next;
    if (card.value !== null) splits.keep(card.value.id, next);
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => void divide(), restMs);
  }

  /** The next images after those that are there. */
  async function more(): Promise<void> {
    const [known, own] = [preview.value, card.value];
    if (known?.form !== 'images' || own === null) return;
    const next = await datasets.preview(own.id, known.labels.length);
    if (preview.value === known && next.form === 'images') preview.value = withMoreImages(known, next);
  }

  return { more, card, preview, split, division, splitProblem, refusal, change };
}
