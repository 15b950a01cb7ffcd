// Where events come from: one numbered sequence for all topics, the newest kept for those who were away.
// Not here: what is told when (run-announcer, live-points), how events travel (serve, shell).
import { randomBytes } from 'node:crypto';
import type { HomeEvent, RunTopicEvent, Topic } from '../../../src-shared/contract/events.ts';
import type { EventSource } from '../../../src-shared/contract/server.ts';
import type { RunId } from '../../../src-shared/domain/ids.ts';

/** Tells those who listen. */
export interface Announcer {
  /** To everyone who listens to the home. */
  tellHome(event: HomeEvent): void;
  /** Whether anyone listens to the home at this moment. */
  isHomeHeard(): boolean;
  /** To everyone who listens to this run. */
  tellRun(run: RunId, event: RunTopicEvent): void;
}

interface Kept {
  readonly sequence: number;
  readonly topic: string;
  readonly event: unknown;
  readonly bytes: number;
}

type Listener = (sequence: number, event: unknown) => void;

export interface HubOptions {
  /** Events kept for those who were away. */
  readonly mostEvents?: number;
  /** Bytes of kept points, more or less. */
  readonly mostBytes?: number;
  /** Called before someone begins to listen, so that what was gathered before goes to those who listened before. */
  readonly onSubscribe?: () => void;
}

const home = 'home';
const topicOfRun = (run: RunId) => `run/${run}`;
const keyOf = (topic: Topic) => (topic.topic === 'home' ? home : topicOfRun(topic.run));

/** Points are what makes events large; everything else counts as so many bytes. */
const plainBytes = 500;
function sizeOf(event: HomeEvent | RunTopicEvent): number {
  if (event.type !== 'points') return plainBytes;
  return event.series.reduce((sum, { steps }) => sum + 16 * steps.length + 100, plainBytes);
}

/** Tells events to those who listen, and again to those who come back. */
export class Hub implements EventSource, Announcer {
  readonly session = randomBytes(8).toString('hex');
  readonly #mostEvents: number;
  readonly #mostBytes: number;
  readonly #onSubscribe: () => void;
  readonly #listeners = new Map<string, Set<Listener>>();
  /** Newest last. Those before `#first` have been forgotten. */
  #kept: Kept[] = [];
  #first = 0;
  #keptBytes = 0;
  #sequence = 0;
  /** Of each topic, the newest event that cannot be told again. */
  readonly #lost = new Map<string, number>();

  constructor({ mostEvents = 5_000, mostBytes = 32 * 2 ** 20, onSubscribe = () => undefined }: HubOptions = {}) {
    this.#mostEvents = mostEvents;
    this.#mostBytes = mostBytes;
    this.#onSubscribe = onSubscribe;
  }

  tellHome(event: HomeEvent): void {
    this.#tell(home, event);
  }

  tellRun(run: RunId, event: RunTopicEvent): void {
    this.#tell(topicOfRun(run), event);
  }

  /** Whether anyone listens to a run at this moment. */
  isHeard(run: RunId): boolean {
    return this.#listeners.has(topicOfRun(run));
  }

  isHomeHeard(): boolean {
    return this.#listeners.has(home);
  }

  /** Notes that something of a run was not told, because nobody listened: whoever comes back has missed it. */
  skip(run: RunId): void {
    this.#sequence += 1;
    this.#lost.set(topicOfRun(run), this.#sequence);
  }

  subscribe(topic: Topic, after: number | null, listener: Listener): ReturnType<EventSource['subscribe']> {
    this.#onSubscribe();
    const key = keyOf(topic);
    const isComplete = after !== null && after <= this.#sequence && after >= (this.#lost.get(key) ?? 0);
    const sequence = isComplete ? after : this.#sequence;
    // Each subscription has a listener of its own, also when the same function listens twice.
    const own: Listener = (number, event) => listener(number, event);
    if (isComplete) {
      for (const { sequence: number, topic: its, event } of this.#kept.slice(this.#first)) {
        if (its === key && number > after) own(number, event);
      }
    }
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners.add(own));
    const end = () => {
      listeners.delete(own);
      if (listeners.size === 0 && this.#listeners.get(key) === listeners) this.#listeners.delete(key);
    };
    return { sequence, isComplete, end };
  }

  #tell(topic: string, event: HomeEvent | RunTopicEvent): void {
    this.#sequence += 1;
    const kept = { sequence: this.#sequence, topic, event, bytes: sizeOf(event) };
    this.#kept.push(kept);
    this.#keptBytes += kept.bytes;
    this.#forget();
    for (const listener of [...(this.#listeners.get(topic) ?? [])]) listener(kept.sequence, event);
  }

  #forget(): void {
    while (this.#kept.length - this.#first > this.#mostEvents || this.#keptBytes > this.#mostBytes) {
      const oldest = this.#kept[this.#first];
      if (oldest === undefined) break;
      this.#first += 1;
      this.#keptBytes -= oldest.bytes;
      this.#lost.set(oldest.topic, oldest.sequence);
    }
    // Taking each from the front of the array would move all the others every time.
    if (this.#first < this.#mostEvents) return;
    this.#kept = this.#kept.slice(this.#first);
    this.#first = 0;
  }
}
