// The images of the augmentation card: asked for while somebody looks, renewed as the schedule moves, every two seconds at most.
import { computed, type Ref, ref, shallowRef, watch } from 'vue';
import type { AugmentationRequest, AugmentedImages } from '../../../src-shared/contract/augmentation.ts';
import type { RunDetails } from '../../../src-shared/contract/runs.ts';
import { messageOf } from '../../../src-shared/domain/app-error.ts';
import { settleHyperparameters } from '../../../src-shared/domain/settle-hyperparameters.ts';
import { useAugmentation } from '../../stores/augmentation.ts';
import { useClock } from '../../stores/clock.ts';
import { useLiveRun } from '../../stores/live-run.ts';
import type { Strength } from '../../words/augmentation-words.ts';

const everyMs = 2_000;
/** After a refusal. */
const restMs = 10_000;
const count = 8;

/** The input's disturbances of a run, with the value each is held at or starts from. */
export function inputStrengths(details: RunDetails): readonly Strength[] {
  const { hyperparameters, model } = details.config;
  const { tuned, held } = settleHyperparameters(hyperparameters, { model, data: null });
  return [
    ...tuned.map(({ name, start }) => ({ name, value: start })),
    ...Object.entries(held).map(([name, value]) => ({ name, value })),
  ].filter(({ name }) => name.startsWith('input.'));
}

/** @param isLooked whether the card can be seen */
export function useAugmentedImages(details: Readonly<Ref<RunDetails>>, isLooked: Readonly<Ref<boolean>>) {
  const store = useAugmentation();
  const live = useLiveRun();
  const clock = useClock();
  const viewer = store.newViewer();
  const images = shallowRef<AugmentedImages | null>(null);
  const strengths = shallowRef<readonly Strength[]>([]);
  const problem = shallowRef<string | null>(null);
  const isPaused = ref(false);
  const seed = ref(1);
  let shown = '';
  let nextAt = 0;
  let isAsking = false;

  const starts = computed(() => inputStrengths(details.value));
  /** As they are now, to as many digits as can be seen in an image: what moves less draws nothing anew. */
  const current = () =>
    starts.value.map(({ name, value }) => ({
      name,
      value: Number((live.wholeCurve(`hyperparameter/${name}`)?.y.at(-1) ?? value).toPrecision(3)),
    }));

  async function ask(): Promise<void> {
    const now = current().filter(({ value }) => Number.isFinite(value));
    const request = {
      dataset: details.value.row.dataset,
      split: details.value.config.data.split,
      values: Object.fromEntries(now.map(({ name, value }) => [name, value])),
      count,
      seed: seed.value,
      viewer,
    } satisfies AugmentationRequest;
    const question = JSON.stringify(request);
    if (question === shown) return;
    isAsking = true;
    nextAt = clock.now + everyMs;
    try {
      const answer = await store.ask(request);
      problem.value = null;
      if (answer === null) return;
      shown = question;
      images.value = answer;
      strengths.value = now.filter(({ name }) => answer.used.includes(name));
    } catch (thrown) {
      problem.value = messageOf(thrown);
      nextAt = clock.now + restMs;
    } finally {
      isAsking = false;
    }
  }

  watch(
    [() => clock.now, isLooked, isPaused],
    () => {
      const isWanted = isLooked.value && !document.hidden && (!isPaused.value || images.value === null);
      if (isWanted && !isAsking && clock.now >= nextAt) void ask();
    },
    { immediate: true },
  );

  /** Other draws at the same strengths, also while it is paused. */
  async function again(): Promise<void> {
    seed.value += 1;
    if (!isAsking) await ask();
  }

  return { images, strengths, problem, isPaused, again };
}
