// The methods as a person chooses among them: in which group each stands, and what it does in one plain sentence.
// Not here: what they are called (run-words), how they are told (field-words).
import type { MethodName } from '../../src-shared/domain/method-config.ts';
import { isSearchName, type SearchName } from '../../src-shared/domain/search-config.ts';

/** Everything an arm of a study may be. */
export type AnyMethodName = MethodName | SearchName;

export interface MethodGroup {
  readonly title: string;
  readonly names: readonly AnyMethodName[];
}

/** In the order in which they are offered. */
export const methodGroups: readonly MethodGroup[] = [
  {
    title: 'Learns schedules while training',
    names: ['stn', 'delta-stn', 'hypernetwork', 'implicit', 'unrolled'],
  },
  { title: 'Searches over many trainings', names: ['grid', 'random', 'bayes', 'pbt'] },
  { title: 'Replays or holds', names: ['fixed', 'replay', 'final', 'gaussian', 'sinusoid'] },
];

/** What each does, for readers who never heard of it. */
export const methodSentences: Readonly<Record<AnyMethodName, string>> = {
  stn: 'One training finds how every tuned value should change while the network learns.',
  'delta-stn': 'The same idea with a sharper estimate of how the weights answer; often steadier.',
  hypernetwork: 'A second network learns which weights belong to which values; for small networks only.',
  implicit: 'Works out from the network as it stands how a change of a value would shift its best weights.',
  unrolled: 'Looks back through the last training steps to see what a change of a value would have done.',
  grid: 'Trains once for each combination of evenly spread values and keeps the best.',
  random: 'Trains with values drawn by chance and keeps the best.',
  bayes: 'Learns from the trainings before where the next values are worth a try.',
  pbt: 'Many networks train side by side; the worst take over from the best and try other values.',
  fixed: 'One training with every value held where it starts.',
  replay: 'One training that follows a schedule found before, step by step.',
  final: 'One training with every value held where a schedule ended.',
  gaussian: 'One training with a little chance added to every value at each step.',
  sinusoid: 'One training with every value swinging up and down around its start.',
};

const actions: Readonly<Record<MethodName, string>> = {
  stn: 'Find a schedule',
  'delta-stn': 'Find a schedule',
  hypernetwork: 'Find a schedule',
  implicit: 'Find a schedule',
  unrolled: 'Find a schedule',
  replay: 'Replay the schedule',
  gaussian: 'Train with noisy values',
  sinusoid: 'Train with swinging values',
  fixed: 'Train with fixed values',
  final: 'Train with the final values',
};

/** What a press starts: of one method, or of several that are compared. */
export function actionWords(names: readonly AnyMethodName[], isSeveral: boolean): string {
  if (isSeveral) return names.length < 2 ? 'Compare methods' : `Compare ${names.length} methods`;
  const [name = 'stn'] = names;
  return isSearchName(name) ? 'Start the search' : actions[name];
}
