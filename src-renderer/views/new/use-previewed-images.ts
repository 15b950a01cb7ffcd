// Training images as the run that is being set up will show them at its start, asked for once the settings have come to rest.
import { computed, onUnmounted, ref, shallowRef, watch } from 'vue';
import type { AugmentationRequest, AugmentedImages } from '../../../src-shared/contract/augmentation.ts';
import { messageOf } from '../../../src-shared/domain/app-error.ts';
import type { RunConfig } from '../../../src-shared/domain/run-config.ts';
import { useAugmentation } from '../../stores/augmentation.ts';
import { useDraft } from '../../stores/draft.ts';
import { partsOf, startOf } from '../../stores/grid-settings.ts';

const restMs = 400;
/** As many as stand side by side. */
const count = 8;
const mostTurns = 4;

const joined = (left: Uint8Array, right: Uint8Array) => {
  const both = new Uint8Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
};

/** The images of two answers. */
function withMore(known: AugmentedImages, next: AugmentedImages): AugmentedImages {
  return {
    ...known,
    labels: [...known.labels, ...next.labels],
    originals: joined(known.originals, next.originals),
    augmented: joined(known.augmented, next.augmented),
  };
}

/** What is done to the input where tuning starts, or for the whole run where it is held; by name. */
export function startingStrengths(
  hyperparameters: RunConfig['hyperparameters'],
  applicable: readonly string[],
): Readonly<Record<string, number>> {
  const used = applicable.flatMap((name): [string, number][] => {
    const setting = hyperparameters[name];
    if (!name.startsWith('input.') || setting === undefined || setting.mode === 'off') return [];
    return [[name, startOf(setting, partsOf(name).kind)]];
  });
  return Object.fromEntries(used.filter(([, value]) => Number.isFinite(value)));
}

/** Of the draft; nothing for tables, and where nothing is done to the images. */
export function usePreviewedImages() {
  const draft = useDraft();
  const store = useAugmentation();
  const viewer = store.newViewer();
  const images = shallowRef<AugmentedImages | null>(null);
  const problem = shallowRef<string | null>(null);
  const seed = ref(1);

  const request = computed((): Omit<AugmentationRequest, 'count'> | null => {
    const { config, card } = draft;
    if (config === null || card?.form !== 'images') return null;
    const values = startingStrengths(config.hyperparameters, draft.applicable);
    if (Object.keys(values).length === 0) return null;
    return { dataset: card.id, split: config.data.split, values, seed: seed.value, viewer };
  });
  const question = computed(() => JSON.stringify(request.value));

  /** A busy machine has time for a few images at once; the others are asked for next. */
  async function ask(): Promise<void> {
    const asked = question.value;
    const wanted = request.value;
    if (wanted === null) return;
    try {
      for (let [shown, turn] = [0, 0]; shown < count && turn < mostTurns; turn++) {
        const answer = await store.ask({ ...wanted, first: shown, count: count - shown });
        if (answer === null || asked !== question.value) return;
        images.value = shown === 0 || images.value === null ? answer : withMore(images.value, answer);
        problem.value = null;
        if (answer.labels.length === 0) return;
        shown += answer.labels.length;
      }
    } catch (thrown) {
      if (asked === question.value) problem.value = messageOf(thrown);
    }
  }

  let timer: ReturnType<typeof setTimeout> | null = null;
  watch(
    question,
    () => {
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(() => void ask(), restMs);
    },
    { immediate: true },
  );
  watch(
    () => draft.card?.id,
    () => {
      images.value = null;
    },
  );
  onUnmounted(() => {
    if (timer !== null) clearTimeout(timer);
  });

  return {
    images,
    problem,
    /** Whether there is anything to look at. */
    isShown: computed(() => request.value !== null),
    strengths: computed(() => Object.entries(request.value?.values ?? {}).map(([name, value]) => ({ name, value }))),
    again: (): void => {
      seed.value += 1;
    },
  };
}
