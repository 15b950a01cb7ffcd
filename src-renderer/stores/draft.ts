// The run that is being set up: its config while it is edited, what is wrong with it, what it will cost, and its start.
// Not here: what is done to its network and its grid (draft-changes).
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { Problem } from '../../src-shared/contract/plan.ts';
import type { DataCard } from '../../src-shared/domain/data-card.ts';
import type { DatasetId, RunId } from '../../src-shared/domain/ids.ts';
import { inputShapeByCard, outputsByCard } from '../../src-shared/domain/input-shape.ts';
import { isTuning, type MethodConfig, type MethodName } from '../../src-shared/domain/method-config.ts';
import type { ModelTemplateName } from '../../src-shared/domain/model-templates.ts';
import type { RunConfig } from '../../src-shared/domain/run-config.ts';
import { applicableNames } from '../../src-shared/domain/settle-hyperparameters.ts';
import { suggestedWarmUp, withFittingWarmUp } from '../../src-shared/domain/warm-up.ts';
import { useClient } from '../client.ts';
import { plainSentence } from '../words/problem-words.ts';
import { readConfigText } from './config-text.ts';
import { useDatasets } from './datasets.ts';
import { useDraftChanges } from './draft-changes.ts';
import { countModes } from './grid-settings.ts';
import { localProblems, problemsAt, seedProblems } from './local-problems.ts';
import { usualSettings } from './method-settings.ts';
import { offeredTemplates, withTemplate } from './model-template.ts';
import { usePlanCheck } from './plan-check.ts';
import { useRuns } from './runs.ts';
import { useSplits } from './splits.ts';
import { useToasts } from './toasts.ts';
import { withValueAt } from './value-at.ts';

export const useDraft = defineStore('draft', () => {
  const client = useClient();
  const datasets = useDatasets();
  const runs = useRuns();
  const toasts = useToasts();
  const splits = useSplits();

  const config = shallowRef<RunConfig | null>(null);
  const card = shallowRef<DataCard | null>(null);
  /** Runs of the same config that differ in their seed. */
  const repeats = ref<number | null>(1);
  const firstSeed = ref<number | null>(1);
  const { check, checkNow } = usePlanCheck(client, config, toasts.problem);
  const isStarting = ref(false);
  /** The run whose config this was, or that was started from it last. */
  const origin = ref<RunId | null>(null);

  const inputShape = computed(() => (card.value === null ? null : inputShapeByCard(card.value)));
  const applicable = computed<readonly string[]>(() =>
    config.value === null ? [] : applicableNames({ model: config.value.model, data: inputShape.value }),
  );
  const outputs = computed(() => (card.value === null ? 1 : outputsByCard(card.value)));
  /** Networks to begin with, by the data. */
  const templates = computed(() =>
    config.value === null || inputShape.value === null
      ? []
      : offeredTemplates(config.value.model, inputShape.value, outputs.value),
  );
  const changes = useDraftChanges({ config, applicable, done: toasts.done });
  const counts = computed(() => countModes(config.value?.hyperparameters ?? {}, applicable.value));
  const seeds = computed(() =>
    Array.from({ length: Math.min(100, repeats.value ?? 0) }, (_, index) => (firstSeed.value ?? 0) + index),
  );

  const ownProblems = computed(() =>
    config.value === null
      ? []
      : [...seedProblems(repeats.value, firstSeed.value), ...localProblems(config.value, inputShape.value)],
  );
  /** What keeps the run from starting; where the window knows already, the host is not heard on the same field. */
  const problems = computed<readonly Problem[]>(() => {
    const own = ownProblems.value;
    const others = check.value?.problems ?? [];
    const unheard = others.filter(({ path }) => !own.some((known) => known.path.startsWith(path)));
    return [...own, ...unheard].map(({ path, message }) => ({ path, message: plainSentence(message) }));
  });

  /** The run named in the address that the draft was opened with. */
  let openedFrom: RunId | null = null;
  /** Settings of methods that were left for others. */
  const methods = new Map<MethodName, MethodConfig>();
  /** What was suggested last. */
  let suggested: RunConfig | null = null;

  /** Takes up a data set: the suggested config, or that of a run. A draft of the same data set is kept as it is. */
  async function open(dataset: DatasetId, from: RunId | null = null): Promise<void> {
    if (from === openedFrom && config.value?.data.dataset === dataset && card.value !== null) {
      if (from === null) takeSplit(dataset);
      return;
    }
    await openAnew(dataset, from);
  }

  /** The same, whatever is set in the draft that is there. */
  async function openAnew(dataset: DatasetId, from: RunId | null): Promise<void> {
    const [nextCard, nextConfig] = await Promise.all([
      datasets.card(dataset),
      from === null
        ? client.call('plan.suggest', { dataset })
        : runs.details(from).then((details): RunConfig => details.config),
    ]);
    card.value = nextCard;
    take(nextConfig, from);
    origin.value = from;
    openedFrom = from;
    if (from === null) takeSplit(dataset);
  }

  function take(next: RunConfig, from: RunId | null): void {
    check.value = null;
    changes.forget();
    methods.clear();
    repeats.value = 1;
    firstSeed.value = next.training.seed;
    config.value = next;
    suggested = from === null ? next : null;
  }

  function takeSplit(dataset: DatasetId): void {
    const split = splits.kept.get(dataset);
    if (split !== undefined) set('data.split', split);
  }

  /** What was there before a change, unless another data set is open by now. */
  function putBack(before: RunConfig): void {
    if (config.value?.data.dataset === before.data.dataset) config.value = before;
  }

  /** The suggestion again, whatever was changed. */
  async function startOver(): Promise<void> {
    const dataset = config.value?.data.dataset;
    const before = config.value;
    if (dataset === undefined || before === null) return;
    take(await client.call('plan.suggest', { dataset }), null);
    takeSplit(dataset);
    toasts.done('The suggested settings are back.', async () => putBack(before));
  }

  /** Writes one value, named by its path with dots; it may be wrong, then a problem says so. */
  function set(path: string, value: unknown): void {
    const before = config.value;
    if (before !== null) config.value = withFittingWarmUp(before, withValueAt(before, path, value));
  }

  /** Another network to begin with, and what is usually tuned in it; the run's length follows unless it was changed. */
  async function useTemplate(template: ModelTemplateName, told: string): Promise<void> {
    const before = config.value;
    if (before === null) return;
    const { dataset } = before.data;
    const next = await client.call('plan.suggest', { dataset, template });
    if (config.value?.data.dataset !== dataset) return;
    config.value = withTemplate(before, next, suggested);
    suggested = next;
    toasts.done(told, async () => putBack(before));
  }

  /** Another method, with its usual settings; going back brings back what was set. */
  function useMethod(name: MethodName): void {
    const before = config.value?.method;
    if (before === undefined || before.name === name) return;
    methods.set(before.name, before);
    const next = methods.get(name) ?? usualSettings(name);
    const epochs = config.value?.training.epochs ?? 1;
    const isFresh = !methods.has(name) && isTuning(next);
    set('method', isFresh ? { ...next, warmUpEpochs: suggestedWarmUp(epochs) } : next);
  }

  /** Freezes the config and queues its runs. @returns the first of them, or null where the host refused, which is told */
  async function start(): Promise<RunId | null> {
    const current = config.value;
    if (current === null || isStarting.value) return null;
    isStarting.value = true;
    try {
      const started = await runs.start(current, seeds.value);
      origin.value = started[0] ?? null;
      return origin.value;
    } catch (thrown) {
      toasts.problem(thrown);
      return null;
    } finally {
      isStarting.value = false;
    }
  }

  /** Takes a config from a file's text; the data set stays. @returns what is wrong with it, or null */
  function importJson(text: string): string | null {
    const before = config.value;
    if (before === null) return 'No data set is open.';
    const { config: read, refusal } = readConfigText(text, before.data);
    if (read === null) return refusal;
    config.value = read;
    toasts.done('The settings of the file are in use, on this data set.', async () => putBack(before));
    return null;
  }

  const { forget: _forget, ...changesOfGrid } = changes;

  return {
    ...changesOfGrid,
    config,
    card,
    repeats,
    firstSeed,
    seeds,
    check,
    isStarting,
    origin,
    applicable,
    counts,
    problems,
    inputShape,
    outputs,
    templates,
    open,
    openAnew,
    startOver,
    set,
    useTemplate,
    start,
    importJson,
    useMethod,
    checkNow,
    /** The first problem at a path or below it, in words. */
    problemAt: (path: string): string | null => problemsAt(problems.value, path)[0]?.message ?? null,
  };
});
