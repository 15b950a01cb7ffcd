// Which kinds of hyperparameters the input offers, side by side in groups: what fits the data, and what would if it had colours.
import {
  type HyperparameterGroup,
  type HyperparameterKind,
  type HyperparameterName,
  hyperparameterKinds,
  kindTraits,
} from '../../../src-shared/domain/hyperparameter.ts';
import { lackingFor, type Surroundings } from '../../../src-shared/domain/settle-hyperparameters.ts';
import { needsWords } from '../../words/hyperparameter-words.ts';

export interface InputKind {
  readonly name: HyperparameterName;
  readonly kind: HyperparameterKind;
  /** Why it cannot be used here: in two words, and in a clause; null where it can. */
  readonly lacking: { readonly short: string; readonly reason: string } | null;
}

export interface InputGroup {
  readonly group: HyperparameterGroup;
  readonly kinds: readonly InputKind[];
}

const groups: readonly HyperparameterGroup[] = ['noise', 'colour', 'cutout', 'geometry'];
/** Fewer stand among the columns of the layers' grid. */
const fewestKinds = 3;

/** Column dropout is noise by what it does to the input. */
const groupOf = (kind: HyperparameterKind) => (kind === 'featureDropout' ? 'noise' : kindTraits[kind].group);

function offered(kind: HyperparameterKind, surroundings: Surroundings): InputKind | null {
  const reason = lackingFor(kind, surroundings);
  const isImage = surroundings.data?.imageShape != null;
  if (reason !== null && !(isImage && kindTraits[kind].needs === 'colour')) return null;
  const lacking = reason === null ? null : { short: needsWords[kindTraits[kind].needs], reason };
  return { name: `input.${kind}`, kind, lacking };
}

/** The groups in their order; none where the few kinds fit among those of the layers. */
export function inputGroups(surroundings: Surroundings): readonly InputGroup[] {
  const kinds = hyperparameterKinds
    .filter((kind) => kindTraits[kind].appliesTo === 'input')
    .flatMap((kind) => offered(kind, surroundings) ?? []);
  if (kinds.length < fewestKinds) return [];
  return groups
    .map((group) => ({ group, kinds: kinds.filter(({ kind }) => groupOf(kind) === group) }))
    .filter((each) => each.kinds.some(({ lacking }) => lacking === null));
}
