import { afterEach, describe, expect, it, vi } from 'vitest';
import { Hub } from '../../../src-main/host/events/hub.ts';
import { gatherMs, LivePoints } from '../../../src-main/host/events/live-points.ts';
import { runIdSchema } from '../../../src-shared/domain/ids.ts';

const [first, second] = [runIdSchema.parse(1), runIdSchema.parse(2)];
const home = { topic: 'home' } as const;
const topicOf = (run: typeof first) => ({ topic: 'run', run }) as const;
const notice = (text: string) => ({ type: 'notice', text }) as const;
const noted = (step: number) => ({ type: 'truncated', step }) as const;

function listen(hub: Hub, topic: Parameters<Hub['subscribe']>[0], after: number | null = null) {
  const heard: [number, unknown][] = [];
  const subscription = hub.subscribe(topic, after, (sequence, event) => heard.push([sequence, event]));
  return { heard, ...subscription };
}

describe('a hub', () => {
  it('tells each listener of its topic alone, in one numbering', () => {
    const hub = new Hub();
    const ofHome = listen(hub, home);
    const ofFirst = listen(hub, topicOf(first));
    hub.tellHome(notice('a'));
    hub.tellRun(first, noted(1));
    hub.tellRun(second, noted(2));
    hub.tellHome(notice('b'));
    expect(ofHome.heard).toEqual([
      [1, notice('a')],
      [4, notice('b')],
    ]);
    expect(ofFirst.heard).toEqual([[2, noted(1)]]);
  });

  it('starts a newcomer after the last event, and tells it nothing of before', () => {
    const hub = new Hub();
    hub.tellHome(notice('a'));
    const { heard, sequence, isComplete } = listen(hub, home);
    expect({ heard, sequence, isComplete }).toEqual({ heard: [], sequence: 1, isComplete: false });
  });

  it('tells whoever comes back what it missed, in order', () => {
    const hub = new Hub();
    for (const text of ['a', 'b', 'c']) hub.tellHome(notice(text));
    const { heard, sequence, isComplete } = listen(hub, home, 1);
    expect({ sequence, isComplete }).toEqual({ sequence: 1, isComplete: true });
    hub.tellHome(notice('d'));
    expect(heard).toEqual([
      [2, notice('b')],
      [3, notice('c')],
      [4, notice('d')],
    ]);
  });

  it('says so when something was missed for good, and only of that topic', () => {
    const hub = new Hub({ mostEvents: 3 });
    for (let step = 1; step <= 4; step++) hub.tellRun(first, noted(step));
    hub.tellHome(notice('a'));
    const behind = listen(hub, topicOf(first), 1);
    expect({ heard: behind.heard, isComplete: behind.isComplete, sequence: behind.sequence }).toEqual({
      heard: [],
      isComplete: false,
      sequence: 5,
    });
    expect(listen(hub, topicOf(first), 2).heard.map(([sequence]) => sequence)).toEqual([3, 4]);
    expect(listen(hub, home, 1)).toMatchObject({ isComplete: true, heard: [[5, notice('a')]] });
  });

  it('forgets large events sooner', () => {
    const hub = new Hub({ mostBytes: 100_000 });
    const steps = new Float64Array(4_000);
    const points = { type: 'points', series: [{ series: 'epoch', steps, values: steps }] } as const;
    hub.tellHome(notice('a'));
    hub.tellRun(first, { ...points, series: [...points.series] });
    hub.tellRun(first, { ...points, series: [...points.series] });
    expect(listen(hub, topicOf(first), 0).isComplete).toBe(false);
    expect(listen(hub, topicOf(first), 2).heard).toHaveLength(1);
  });

  it('does not take a number that it never gave', () => {
    expect(listen(new Hub(), home, 7)).toMatchObject({ isComplete: false, sequence: 0 });
  });

  it('tells nothing more to whoever has left, though the same function listens twice', () => {
    const hub = new Hub();
    const heard: number[] = [];
    const listener = (sequence: number) => void heard.push(sequence);
    const { end } = hub.subscribe(topicOf(first), null, listener);
    hub.subscribe(topicOf(first), null, listener);
    hub.tellRun(first, noted(1));
    end();
    hub.tellRun(first, noted(2));
    expect(heard).toEqual([1, 1, 2]);
  });
});

afterEach(() => void vi.useRealTimers());

const point = (step: number) => [{ series: 'loss/train', steps: [step], values: [step / 2] }];

function live() {
  vi.useFakeTimers();
  const clock = { now: 0 };
  const hub: Hub = new Hub({ onSubscribe: () => points.tell() });
  const points: LivePoints = new LivePoints({ hub, now: () => clock.now });
  return { hub, points, clock, later: () => vi.advanceTimersByTime(gatherMs) };
}

describe('points of a live run', () => {
  it('are gathered into one event for each run', () => {
    const { hub, points, later } = live();
    const [ofFirst, ofSecond] = [listen(hub, topicOf(first)), listen(hub, topicOf(second))];
    points.take(first, point(1));
    points.take(second, point(5));
    points.take(first, point(2));
    expect(ofFirst.heard).toEqual([]);
    later();
    const series = [{ series: 'loss/train', steps: Float64Array.of(1, 2), values: Float64Array.of(0.5, 1) }];
    expect(ofFirst.heard.map(([, event]) => event)).toEqual([{ type: 'points', series }]);
    expect(ofSecond.heard).toHaveLength(1);
  });

  it('are not kept for nobody, and whoever comes back is told that it missed some', () => {
    const { hub, points, later } = live();
    const { sequence } = listen(hub, home);
    points.take(first, point(1));
    later();
    expect(listen(hub, topicOf(first), sequence).isComplete).toBe(false);
  });

  it('are kept for a minute for a listener that has left', () => {
    const { hub, points, clock, later } = live();
    const before = listen(hub, topicOf(first));
    points.take(first, point(1));
    later();
    before.end();
    clock.now = 59_000;
    points.take(first, point(2));
    later();
    expect(listen(hub, topicOf(first), 1)).toMatchObject({ isComplete: true, heard: [[2, { type: 'points' }]] });
  });

  it('are dropped when the listener stays away', () => {
    const { hub, points, clock, later } = live();
    const before = listen(hub, topicOf(first));
    points.take(first, point(1));
    later();
    before.end();
    clock.now = 61_000;
    points.take(first, point(2));
    later();
    expect(listen(hub, topicOf(first), 1).isComplete).toBe(false);
  });

  it('that were gathered before someone subscribes are told to those who listened before', () => {
    const { hub, points, later } = live();
    const early = listen(hub, topicOf(first));
    points.take(first, point(1));
    const late = listen(hub, topicOf(first));
    points.take(first, point(2));
    later();
    expect(early.heard).toHaveLength(2);
    expect(late.heard).toHaveLength(1);
  });
});
