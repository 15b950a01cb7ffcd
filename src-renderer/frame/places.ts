// The places of the rail, and which of them an address belongs to.
import { CirclePlus, Database, FlaskRound, GitCompareArrows, House, List, ListOrdered, Settings } from '@lucide/vue';
import type { Component } from 'vue';

export interface Place {
  readonly name: 'home' | 'data' | 'new' | 'runs' | 'queue' | 'studies' | 'compare' | 'settings';
  readonly word: string;
  readonly icon: Component;
  /** Pressed after G. */
  readonly key: string;
}

export const places: readonly Place[] = [
  { name: 'home', word: 'Home', icon: House, key: 'h' },
  { name: 'data', word: 'Data', icon: Database, key: 'd' },
  { name: 'new', word: 'New', icon: CirclePlus, key: 'n' },
  { name: 'runs', word: 'Runs', icon: List, key: 'r' },
  { name: 'queue', word: 'Queue', icon: ListOrdered, key: 'q' },
  { name: 'studies', word: 'Studies', icon: FlaskRound, key: 't' },
  { name: 'compare', word: 'Compare', icon: GitCompareArrows, key: 'c' },
  { name: 'settings', word: 'Settings', icon: Settings, key: 's' },
];

/** The place a screen is part of. @param route name of the route */
export function placeOf(route: string): Place['name'] {
  if (route === 'dataset') return 'data';
  if (route === 'new-for') return 'new';
  if (route === 'run' || route === 'schedule') return 'runs';
  if (route === 'study') return 'studies';
  return places.find((place) => place.name === route)?.name ?? 'home';
}
