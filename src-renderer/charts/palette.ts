// Colours and dashes of figures. A canvas and an exported file cannot read the tokens of styles/tokens.css, so figures have their own
// list here, for paper (light) and for the dark window. Not here: which line gets which (src-shared/plot/series-style.ts).

export interface FigureTheme {
  readonly surface: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly inkFaint: string;
  readonly axis: string;
  readonly grid: string;
  /** Ground of the warm-up. */
  readonly shade: string;
  readonly bad: string;
  readonly series: readonly string[];
}

// Okabe and Ito, Color Universal Design, 2008; yellow is darkened on white, where it could not be seen.
const onWhite = ['#E69F00', '#0072B2', '#D55E00', '#009E73', '#CC79A7', '#A39400', '#56B4E9'];
// The same hues on a dark ground: blue is lifted, and sky blue with it.
const onDark = ['#E69F00', '#3C94D6', '#F0743A', '#1FB58A', '#D78DB5', '#F0E442', '#8CCDF3'];

export const lightTheme: FigureTheme = {
  surface: '#ffffff',
  ink: '#16191d',
  inkSoft: '#4a525c',
  inkFaint: '#646c77',
  axis: '#8b939e',
  grid: '#eceef1',
  shade: 'rgba(100, 108, 119, 0.09)',
  bad: '#b3261e',
  series: onWhite,
};

export const darkTheme: FigureTheme = {
  surface: '#15181c',
  ink: '#e8eaed',
  inkSoft: '#b6bdc6',
  inkFaint: '#98a1ac',
  axis: '#6c7681',
  grid: '#22272d',
  shade: 'rgba(152, 161, 172, 0.11)',
  bad: '#f2938c',
  series: onDark,
};

/** Colour of a line; null is the colour of the text. */
export function seriesColour(theme: FigureTheme, colour: number | null): string {
  return colour === null ? theme.ink : (theme.series[colour % theme.series.length] ?? theme.ink);
}

/** Lengths of dashes and gaps in pixels; empty is solid. */
export function dashes(pattern: number): number[] {
  return [[], [6, 3], [2, 3], [8, 3, 2, 3]][pattern % 4] ?? [];
}
