// Every key and what it does, for the keyboard map. A new key goes here with the code that listens to it.

export interface KeyLine {
  /** Alternatives, each pressed as written; `Mod` is ⌘ on a Mac and Ctrl elsewhere. */
  readonly keys: readonly string[];
  readonly does: string;
}

export interface KeyGroup {
  readonly title: string;
  readonly lines: readonly KeyLine[];
}

export const keyboardMap: readonly KeyGroup[] = [
  {
    title: 'Everywhere',
    lines: [
      { keys: ['Mod K'], does: 'Open the command palette' },
      { keys: ['?'], does: 'Show or hide this map' },
      { keys: ['Mod Z'], does: 'Undo what was done last, while its message is shown' },
      { keys: ['Esc'], does: 'Close what is open' },
      { keys: ['G H'], does: 'Go to Home' },
      { keys: ['G D'], does: 'Go to Data' },
      { keys: ['G N'], does: 'Go to New' },
      { keys: ['G R'], does: 'Go to Runs' },
      { keys: ['G Q'], does: 'Go to Queue' },
      { keys: ['G T'], does: 'Go to Studies' },
      { keys: ['G C'], does: 'Go to Compare' },
      { keys: ['G S'], does: 'Go to Settings' },
    ],
  },
  {
    title: 'Runs',
    lines: [
      { keys: ['/'], does: 'Type a filter' },
      { keys: ['↑', '↓', 'Home', 'End', 'PgUp', 'PgDn'], does: 'Move from row to row' },
      { keys: ['Enter'], does: 'Open the run' },
      { keys: ['→', '←'], does: 'Open or close an experiment' },
      { keys: ['Space'], does: 'Select or deselect the row' },
      { keys: ['Shift ↑', 'Shift ↓'], does: 'Extend the selection' },
      { keys: ['Mod A'], does: 'Select everything shown' },
      { keys: ['S'], does: 'Star' },
      { keys: ['F2'], does: 'Rename, tags and notes' },
      { keys: ['Delete'], does: 'Move to the trash' },
    ],
  },
  {
    title: 'Queue',
    lines: [
      { keys: ['↑', '↓'], does: 'Move from row to row' },
      { keys: ['Alt ↑', 'Alt ↓'], does: 'Start the run earlier or later' },
      { keys: ['Delete'], does: 'Take out of the queue' },
    ],
  },
  {
    title: 'Layers and hyperparameters',
    lines: [
      { keys: ['↑', '↓', '←', '→'], does: 'Move from cell to cell' },
      { keys: ['Space'], does: 'Off, fixed, tuned' },
      { keys: ['Enter'], does: 'Edit start, range and scale' },
      { keys: ['Shift Space'], does: 'Use the cell for its whole column' },
      { keys: ['Delete'], does: 'Turn the cell off' },
    ],
  },
];

/** A key as it is printed on this computer's keyboard. */
export function keyWords(key: string, isMac: boolean): string {
  return key === 'Mod' ? (isMac ? '⌘' : 'Ctrl') : key;
}
