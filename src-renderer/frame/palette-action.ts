// What the palette offers, and how typed words find it. Not here: which actions there are (palette-actions).
import type { Component } from 'vue';

export interface PaletteAction {
  /** The same at every opening. */
  readonly id: string;
  readonly group: string;
  readonly title: string;
  /** More words it is found by. */
  readonly words?: string;
  /** Right of the title: the keys that do the same, or a detail. */
  readonly hint?: string;
  readonly icon?: Component;
  /** Found when typed for; not listed before. */
  readonly isOnDemand?: boolean;
  run(): void;
}

const mostShown = 60;

/** How well one typed word fits: at the title's start, at a word's start, inside, among the other words; 0 for not at all. */
function pointsOf(word: string, title: string, words: string): number {
  if (title.startsWith(word)) return 4;
  const at = title.indexOf(word);
  if (at > 0) return /[\s#"–·-]/.test(title.charAt(at - 1)) ? 3 : 2;
  return words.includes(word) ? 1 : 0;
}

/** The actions that every typed word is found in, best first, otherwise in the order they came; all listed ones for no word. */
export function matchActions(actions: readonly PaletteAction[], query: string): readonly PaletteAction[] {
  const typed = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (typed.length === 0) return actions.filter((action) => action.isOnDemand !== true).slice(0, mostShown);
  const scored: { action: PaletteAction; score: number }[] = [];
  for (const action of actions) {
    const title = action.title.toLowerCase();
    const words = `${action.words ?? ''} ${action.group}`.toLowerCase();
    let score = 0;
    for (const word of typed) {
      const points = pointsOf(word, title, words);
      if (points === 0) {
        score = 0;
        break;
      }
      score += points;
    }
    if (score > 0) scored.push({ action, score });
  }
  // The sort is stable.
  return scored
    .sort((left, right) => right.score - left.score)
    .slice(0, mostShown)
    .map(({ action }) => action);
}
