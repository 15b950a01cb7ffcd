// What methods are called as the arms of a study, and what a search may spend unless it is told.

const titles: Readonly<Record<string, string>> = {
  stn: 'Self-tuning network',
  'delta-stn': 'Delta-STN',
  hypernetwork: 'Hypernetwork',
  implicit: 'Implicit differentiation',
  unrolled: 'Unrolled differentiation',
  fixed: 'Fixed values',
  replay: 'Schedule',
  final: 'Final values',
  gaussian: 'Gaussian noise',
  sinusoid: 'Sinusoid',
  grid: 'Grid search',
  random: 'Random search',
  bayes: 'Bayesian optimisation',
  pbt: 'Population-based training',
};

/** A method's title; its name where it has none. */
export function methodTitle(name: string): string {
  return Object.hasOwn(titles, name) ? (titles[name] ?? name) : name;
}

/** For each seed of a search. */
export const defaultBudget = '20trials';
