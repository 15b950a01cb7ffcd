// The keys that work on every screen. Keys of one screen are that screen's own.
import { onMounted, onUnmounted } from 'vue';
import { places } from './places.ts';

export interface ShortcutTargets {
  palette(): void;
  keyboardMap(): void;
  undo(): boolean;
  go(place: string): void;
}

const sequenceMs = 1_200;

/** Whether keys typed there are text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type);
}

/** A listener for every key of the window. */
export function shortcutListener(targets: ShortcutTargets): (event: KeyboardEvent) => void {
  /** When G was pressed, by the event's own clock. */
  let leaderAt = -Infinity;
  return (event) => {
    if (event.defaultPrevented) return;
    const key = event.key.toLowerCase();
    const isCommand = event.ctrlKey || event.metaKey;
    if (isCommand && !event.altKey && key === 'k') {
      event.preventDefault();
      return targets.palette();
    }
    if (isTyping(event.target) || document.querySelector('[role=dialog],[role=alertdialog],[role=menu]') !== null)
      return;
    if (isCommand && !event.altKey && !event.shiftKey && key === 'z') {
      if (targets.undo()) event.preventDefault();
      return;
    }
    if (isCommand || event.altKey) return;
    if (key === '?') {
      event.preventDefault();
      return targets.keyboardMap();
    }
    const isSecond = event.timeStamp - leaderAt < sequenceMs;
    leaderAt = key === 'g' ? event.timeStamp : -Infinity;
    if (!isSecond) return;
    const place = places.find((known) => known.key === key);
    if (place === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    targets.go(place.name);
  };
}

/** Listens for as long as the component lives; before any screen, so that "G S" is not taken for an S. */
export function useShortcuts(targets: ShortcutTargets): void {
  const listen = shortcutListener(targets);
  onMounted(() => window.addEventListener('keydown', listen, { capture: true }));
  onUnmounted(() => window.removeEventListener('keydown', listen, { capture: true }));
}
