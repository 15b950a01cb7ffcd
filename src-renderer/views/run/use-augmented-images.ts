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
/** Time between two questions, as a multiple of what one takes. */
const rest = 8;
const count = 8;

/** Images at the strengths of one moment. The host hands out as many at a time as take it a moment. */
interface Gathering {
  readonly key: string;
  readonly strengths: readonly Strength[];
  readonly parts: AugmentedImages[];
}

const countOf = (parts: readonly AugmentedImages[]) => parts.reduce((sum, { labels }) => sum + labels.length, 0);

/** Sets of images of one shape as one. */
function joined(parts: readonly AugmentedImages[]): AugmentedImages | null {
  const [first] = parts;
  if (first === undefined || parts.length === 1) return first ?? null;
  const bytes = (pick: (part: AugmentedImages) => Uint8Array) => {
    const all = new Uint8Array(parts.reduce((sum, part) => sum + pick(part).length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(pick(part), at);
      at += pick(part).length;
    }
    return all;
  };
  return {
    ...first,
    labels: parts.flatMap(({ labels }) => labels),
    originals: bytes(({ originals }) => originals),
    augmented: bytes(({ augmented }) => augmented),
  };
}

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
  /** Strengths and seed of the whole set that is shown; empty before the first. */
  let shown = '';
  let gathering: Gathering | null = null;
  let nextAt = 0;
  let isAsking = false;

  const starts = computed(() => inputStrengths(details.value));
  /** As they are now, to as many digits as can be seen in an image: what moves less draws nothing anew. */
  const current = () =>
    starts.value.map(({ name, value }) => ({
      name,
      value: Number((live.wholeCurve(`hyperparameter/${name}`)?.y.at(-1) ?? value).toPrecision(3)),
    }));

  /** What is asked for next: the rest of a set that has begun, or a new one; null where nothing has moved. */
  function nextRequest(): AugmentationRequest | null {
    if (gathering === null) {
      const now = current().filter(({ value }) => Number.isFinite(value));
      const key = JSON.stringify([now, seed.value]);
      if (key === shown) return null;
      gathering = { key, strengths: now, parts: [] };
    }
    const first = countOf(gathering.parts);
    return {
      dataset: details.value.row.dataset,
      split: details.value.config.data.split,
      values: Object.fromEntries(gathering.strengths.map(({ name, value }) => [name, value])),
      count: count - first,
      first,
      seed: seed.value,
      viewer,
    };
  }

  /** A whole set takes the place of the last one; a part of one stands only where there is nothing whole. */
  function take(set: Gathering, answer: AugmentedImages): void {
    set.parts.push(answer);
    const isWhole = countOf(set.parts) >= count || answer.labels.length === 0;
    if (isWhole || shown === '') {
      images.value = joined(set.parts);
      strengths.value = set.strengths.filter(({ name }) => answer.used.includes(name));
    }
    if (!isWhole) return;
    shown = set.key;
    gathering = null;
  }

  async function ask(): Promise<void> {
    const request = nextRequest();
    const set = gathering;
    if (request === null || set === null) return;
    isAsking = true;
    const begun = performance.now();
    let waitMs = everyMs;
    try {
      const answer = await store.ask(request);
      problem.value = null;
      if (answer !== null && gathering === set) take(set, answer);
    } catch (thrown) {
      problem.value = messageOf(thrown);
      gathering = null;
      waitMs = restMs;
    } finally {
      isAsking = false;
      // Large images take the processor that training needs: the longer, the more rarely.
      nextAt = clock.now + Math.max(waitMs, (performance.now() - begun) * rest);
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
    gathering = null;
    if (!isAsking) await ask();
  }

  return { images, strengths, problem, isPaused, again };
}
