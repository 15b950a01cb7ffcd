// Where the window is, as a line of words: what the top bar shows and what the window is called.
import { methodWords, runTitle } from '../words/run-words.ts';
import { studyTitle } from '../words/study-words.ts';
import { places } from './places.ts';

export interface Crumb {
  readonly text: string;
  /** Where a click goes; null for the screen that is shown. */
  readonly to: { readonly name: string; readonly params?: Readonly<Record<string, string>> } | null;
}

/** What is known of the things an address names. */
export interface KnownThings {
  readonly dataset: { readonly id: string; readonly name: string } | null;
  readonly run: { readonly id: number; readonly name: string; readonly method: string; readonly seed: number } | null;
  readonly study: { readonly id: number; readonly name: string } | null;
  /** Runs that are compared. */
  readonly compared: number;
  readonly isTrash: boolean;
}

/** The way to a screen, as several short trails: data set, run, screen. */
export function trailsOf(
  route: string,
  { dataset, run, study, compared, isTrash }: KnownThings,
): readonly (readonly Crumb[])[] {
  const place = (name: string): Crumb => ({
    text: places.find((known) => known.name === name)?.word ?? 'Home',
    to: { name },
  });
  const here = (text: string): Crumb => ({ text, to: null });
  const data: Crumb[] =
    dataset === null
      ? []
      : [place('data'), { text: dataset.name, to: { name: 'dataset', params: { dataset: dataset.id } } }];
  switch (route) {
    case 'dataset':
      return [dataset === null ? [place('data')] : [place('data'), here(dataset.name)]];
    case 'new-for':
      return dataset === null ? [[here('New')]] : [data, [here('New run')]];
    case 'run':
    case 'schedule': {
      if (run === null) return [[place('runs')]];
      const words = runWords(run);
      const trail: Crumb[] =
        route === 'run'
          ? [here(words)]
          : [{ text: words, to: { name: 'run', params: { run: String(run.id) } } }, here('Schedule')];
      return data.length === 0 ? [[place('runs'), ...trail]] : [data, trail];
    }
    case 'study':
      return [study === null ? [place('studies')] : [place('studies'), here(studyTitle(study))]];
    case 'runs':
      return [isTrash ? [place('runs'), here('Trash')] : [here('Runs')]];
    case 'compare':
      return [
        compared === 0 ? [here('Compare')] : [here('Compare'), here(`${compared} ${compared === 1 ? 'run' : 'runs'}`)],
      ];
    default:
      return [[{ ...place(route), to: null }]];
  }
}

/** A run in a breadcrumb: "Run #12 · digits baseline · seed 1", or by its method where it has no name. */
function runWords({ id, name, method, seed }: NonNullable<KnownThings['run']>): string {
  const title = name.trim() === '' ? methodWords(method).toLowerCase() : runTitle({ id: id as never, name });
  return `Run #${id} ${title} · seed ${seed}`;
}

/** The window's title: the screen first, the app last. */
export function windowTitle(trails: readonly (readonly Crumb[])[]): string {
  const last = trails.at(-1) ?? [];
  const words = last.map((crumb) => crumb.text).join(' ▸ ');
  return words === '' || words === 'Home' ? 'Selftune' : `${words} – Selftune`;
}
