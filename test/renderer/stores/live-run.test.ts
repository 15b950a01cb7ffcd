// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useLiveRun } from '../../../src-renderer/stores/live-run.ts';
import type { Client, Subscriber } from '../../../src-shared/contract/client.ts';
import type { RunTopicEvent } from '../../../src-shared/contract/events.ts';
import { runIdSchema } from '../../../src-shared/domain/ids.ts';
import { freshStores } from './answering-host.ts';

const run = runIdSchema.parse(7);

/** A host whose answers wait until they are let go. */
function fakeHost() {
  const held: { name: string; input: unknown; answer: (output: unknown) => void; refuse: (error: Error) => void }[] =
    [];
  let subscriber: Subscriber<RunTopicEvent> | null = null;
  let ended = 0;
  const client = {
    call: (name: string, input: unknown) =>
      new Promise((answer, refuse) => {
        held.push({ name, input, answer, refuse });
      }),
    subscribe: (_: unknown, next: Subscriber<RunTopicEvent>) => {
      subscriber = next;
      return () => {
        ended += 1;
      };
    },
    onState: () => () => undefined,
    close: () => undefined,
  };
  const take = (name: string) => {
    const index = held.findIndex((call) => call.name === name);
    const [call] = index < 0 ? [] : held.splice(index, 1);
    if (call === undefined) throw new Error(`${name} was not called`);
    return call;
  };
  return {
    client: client as unknown as Client,
    take,
    calls: () => held.map(({ name }) => name),
    emit: (event: RunTopicEvent) => subscriber?.onEvent(event),
    refresh: () => subscriber?.onRefresh(),
    ended: () => ended,
  };
}

const details = { row: { id: run }, series: [{ series: 'loss/train', points: 2 }], events: [] };
const snapshot = (steps: readonly number[]) => ({
  curves: [
    {
      run,
      series: 'loss/train',
      x: Float64Array.from(steps),
      y: Float64Array.from(steps),
      steps: Float64Array.from(steps),
      total: steps.length,
    },
  ],
});
const points = (steps: readonly number[]): RunTopicEvent => ({
  type: 'points',
  series: [
    { series: 'epoch', steps: Float64Array.from(steps), values: Float64Array.from(steps) },
    { series: 'loss/train', steps: Float64Array.from(steps), values: Float64Array.from(steps) },
  ],
});

let host: ReturnType<typeof fakeHost>;
let live: ReturnType<typeof useLiveRun>;

beforeEach(() => {
  host = fakeHost();
  freshStores(host.client);
  live = useLiveRun();
});
afterEach(() => {
  live.close();
});

async function opened(steps: readonly number[]): Promise<void> {
  live.open(run);
  host.refresh();
  host.take('runs.get').answer(details);
  await vi.waitFor(() => expect(host.calls()).toContain('plot.curves'));
  host.take('plot.curves').answer(snapshot(steps));
  await vi.waitFor(() => expect(live.details).not.toBeNull());
}

const stepsOf = () => [...(live.curve('loss/train')?.steps ?? [])];

describe('the run that is open', () => {
  it('has its snapshot, and then the points as they come', async () => {
    await opened([1, 2]);
    host.emit(points([3]));
    expect(stepsOf()).toEqual([1, 2, 3]);
  });

  it('loses no point that comes while the snapshot is under way, and takes none twice', async () => {
    live.open(run);
    host.refresh();
    host.emit(points([2, 3]));
    host.take('runs.get').answer(details);
    await vi.waitFor(() => expect(host.calls()).toContain('plot.curves'));
    host.emit(points([4]));
    host.take('plot.curves').answer(snapshot([1, 2]));
    await vi.waitFor(() => expect(stepsOf()).toEqual([1, 2, 3, 4]));
  });

  it('asks for the whole state again after events were missed', async () => {
    await opened([1]);
    host.refresh();
    host.take('runs.get').answer(details);
    await vi.waitFor(() => expect(host.calls()).toContain('plot.curves'));
    host.take('plot.curves').answer(snapshot([1, 2, 3]));
    await vi.waitFor(() => expect(stepsOf()).toEqual([1, 2, 3]));
  });

  it('forgets what came after the step from which it was resumed', async () => {
    await opened([1, 2, 3]);
    host.emit({ type: 'truncated', step: 2 });
    expect(stepsOf()).toEqual([1, 2]);
  });

  it('tells an event once, though it came with the snapshot as well', async () => {
    await opened([1]);
    const event = { step: 1, epoch: 0, kind: 'data', text: 'Three rows were left out.', at: 1 };
    host.emit({ type: 'event', event });
    host.emit({ type: 'event', event });
    expect(live.events).toEqual([event]);
  });

  it('says why it cannot be shown', async () => {
    live.open(run);
    host.refresh();
    host.take('runs.get').refuse(new Error('There is no run 7.'));
    await vi.waitFor(() => expect(live.problem).toBe('There is no run 7.'));
  });

  it('drops the answer about a run that was left for another', async () => {
    const other = runIdSchema.parse(8);
    live.open(run);
    host.refresh();
    const late = host.take('runs.get');
    live.open(other);
    host.refresh();
    host.take('runs.get').answer({ ...details, row: { id: other } });
    await vi.waitFor(() => expect(host.calls()).toContain('plot.curves'));
    host.take('plot.curves').answer(snapshot([5]));
    await vi.waitFor(() => expect(live.details?.row.id).toBe(other));
    late.answer(details);
    await vi.waitFor(() => expect(host.calls()).toContain('plot.curves'));
    host.take('plot.curves').answer(snapshot([1]));
    await Promise.resolve();
    expect(live.details?.row.id).toBe(other);
    expect(stepsOf()).toEqual([5]);
    expect(host.ended()).toBe(1);
  });

  it('asks for the points of the part that is zoomed to, and goes back to all of them', async () => {
    await opened([1, 2, 3, 4]);
    live.setWindow([2, 3]);
    await vi.waitFor(() => expect(host.calls()).toContain('plot.curves'));
    const asked = host.take('plot.curves');
    expect(asked.input).toMatchObject({ from: 2, to: 3 });
    asked.answer(snapshot([2, 2.5, 3]));
    await vi.waitFor(() => expect(stepsOf()).toEqual([2, 2.5, 3]));
    live.setWindow(null);
    expect(stepsOf()).toEqual([1, 2, 3, 4]);
  });
});
