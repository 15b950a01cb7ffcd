// First letters as their place in a sentence wants them.

/** At the beginning: "all dropouts" becomes "All dropouts". */
export function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Within: "Dropout of input" becomes "dropout of input"; L2, LSTM and DropConnect stay as they are. */
export function inSentence(text: string): string {
  return /^[A-Z][a-z]+\b/.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text;
}
