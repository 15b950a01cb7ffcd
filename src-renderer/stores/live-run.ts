// The one run that is open: its details, its events, its curves as they grow. Not here: what can be done to it (runs).
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { RunTopicEvent } from '../../src-shared/contract/events.ts';
import type { PlotAxis } from '../../src-shared/contract/plot.ts';
import type { RunDetails, RunEvent } from '../../src-shared/contract/runs.ts';
import { messageOf } from '../../src-shared/domain/app-error.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import { warmUpSteps } from '../../src-shared/domain/warm-up.ts';
import { keptPoints, type LiveCurve, LiveSeries } from '../charts/live-series.ts';
import { paced } from '../charts/paced.ts';
import { useClient } from '../client.ts';
import { latest, useCurves } from './curves.ts';

const drawEveryMs = 100;
const zoomWaitMs = 120;

export const useLiveRun = defineStore('live-run', () => {
  const client = useClient();
  const curves = useCurves();
  const run = shallowRef<RunId | null>(null);
  const details = shallowRef<RunDetails | null>(null);
  const events = shallowRef<readonly RunEvent[]>([]);
  /** Why the run cannot be shown. */
  const problem = shallowRef<string | null>(null);
  const axis = shallowRef<PlotAxis>('epoch');
  const window = shallowRef<readonly [number, number] | null>(null);
  /** Rises whenever there is something new to draw, ten times a second at most. */
  const version = shallowRef(0);

  let series = new LiveSeries('epoch');
  let zoomed: LiveSeries | null = null;
  /** What comes while the snapshot is under way. */
  let waiting: RunTopicEvent[] | null = null;
  let end = (): void => undefined;
  let zoomTimer: ReturnType<typeof setTimeout> | undefined;
  const pace = paced(() => {
    version.value += 1;
  }, drawEveryMs);
  const askSnapshot = latest(snapshot);
  const askZoom = latest(curves.ask);

  async function snapshot(of: RunId) {
    const found = await client.call('runs.get', { run: of });
    const names = found.series.map((listing) => ({ run: of, series: listing.series }));
    const drawn = await curves.ask({ curves: names, axis: axis.value, window: null, points: keptPoints });
    return { found, drawn };
  }

  /** Asks for the whole state. */
  async function load(): Promise<void> {
    const of = run.value;
    if (of === null) return;
    waiting ??= [];
    try {
      const answer = await askSnapshot(of);
      if (answer === null || run.value !== of) return;
      series = new LiveSeries(axis.value);
      series.restore(answer.drawn);
      details.value = answer.found;
      events.value = answer.found.events;
      problem.value = null;
      const missed = waiting ?? [];
      waiting = null;
      for (const event of missed) take(event);
    } catch (thrown) {
      waiting = null;
      problem.value = messageOf(thrown);
    }
    pace.ask();
  }

  function take(event: RunTopicEvent): void {
    if (waiting !== null) {
      waiting.push(event);
      return;
    }
    switch (event.type) {
      case 'points':
        series.append(event.series);
        pace.ask();
        break;
      case 'event':
        if (
          !events.value.some(
            ({ step, kind, text }) =>
              step === event.event.step && kind === event.event.kind && text === event.event.text,
          )
        )
          events.value = [...events.value, event.event];
        break;
      case 'engine':
        if (details.value !== null) {
          const { name, device, verdict } = event;
          details.value = { ...details.value, engine: { name, device, verdict } };
        }
        break;
      case 'truncated':
        series.truncate(event.step);
        pace.ask();
        break;
      default:
        event satisfies never;
    }
  }

  /** Shows a run and follows it until {@link close}. */
  function open(next: RunId): void {
    close();
    run.value = next;
    waiting = [];
    end = client.subscribe({ topic: 'run', run: next }, { onEvent: take, onRefresh: () => void load() });
  }

  function close(): void {
    end();
    end = () => undefined;
    pace.end();
    clearTimeout(zoomTimer);
    run.value = null;
    details.value = null;
    events.value = [];
    problem.value = null;
    window.value = null;
    waiting = null;
    zoomed = null;
    series = new LiveSeries(axis.value);
  }

  /** Asks anew for all but the curves: the run has changed its state. */
  async function refreshDetails(): Promise<void> {
    const of = run.value;
    if (of === null) return;
    try {
      const found = await client.call('runs.get', { run: of });
      if (run.value !== of) return;
      details.value = found;
      events.value = found.events;
    } catch (thrown) {
      problem.value = messageOf(thrown);
    }
  }

  async function chooseAxis(next: PlotAxis): Promise<void> {
    axis.value = next;
    setWindow(null);
    await load();
  }

  async function zoom(of: RunId, ends: readonly [number, number]): Promise<void> {
    const names = series.names().map((name) => ({ run: of, series: name }));
    const drawn = await askZoom({ curves: names, axis: axis.value, window: ends, points: 2 * keptPoints }).catch(
      () => null,
    );
    if (drawn === null || window.value !== ends) return;
    zoomed = new LiveSeries(axis.value);
    zoomed.restore(drawn);
    pace.ask();
  }

  /** Shows a part of the axis, with as many points as the screen can tell apart; null: all of it. */
  function setWindow(ends: readonly [number, number] | null): void {
    clearTimeout(zoomTimer);
    window.value = ends;
    zoomed = null;
    const of = run.value;
    if (ends !== null && of !== null) zoomTimer = setTimeout(() => void zoom(of, ends), zoomWaitMs);
    pace.ask();
  }

  /** A curve as it is to be drawn; read `version` first to be told of changes. */
  const curve = (name: string): LiveCurve | null => zoomed?.curve(name) ?? series.curve(name);
  /** The same over the whole run, whatever part is shown. */
  const wholeCurve = (name: string): LiveCurve | null => series.curve(name);

  /** Last step of the warm-up, also of a run that had logged nothing yet when it was opened; 0 without one. */
  const warmUp = computed(() => {
    if (details.value === null || version.value < 0) return 0;
    if (details.value.warmUpSteps > 0) return details.value.warmUpSteps;
    const epoch = wholeCurve('epoch');
    return warmUpSteps(details.value.config, { step: epoch?.steps[0], epoch: epoch?.y[0] });
  });

  return {
    run,
    details,
    warmUp,
    events,
    problem,
    axis,
    window,
    version,
    open,
    close,
    load,
    refreshDetails,
    chooseAxis,
    setWindow,
    curve,
    wholeCurve,
  };
});
