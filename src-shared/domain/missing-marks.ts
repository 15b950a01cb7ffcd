// What tables write where nothing was measured. Not here: how cells are compared with it (the importers).

/** Cells that mean "no value" beside empty ones unless a person names others; their case does not matter. */
export const usualMissing: readonly string[] = [
  ...['NA', 'N/A', 'n.a.', '<NA>', 'NaN', 'null', '?', '-', '--', '.'],
  // What Excel leaves where a formula has no result, in English and in German.
  ...['#N/A', '#NV', '#VALUE!', '#WERT!', '#DIV/0!'],
];
