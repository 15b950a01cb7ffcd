// What was done to many cells of the grid at once, beside its undo, and what the entries of its menus say.
import { type HyperparameterGroup, kindTraits } from '../../../src-shared/domain/hyperparameter.ts';
import type { LayerRole } from '../../../src-shared/domain/layer-names.ts';
import type { MenuItem } from '../../components/menu-item.ts';
import { type BulkAction, type CellScope, cellsMeant, partsOf } from '../../stores/grid-settings.ts';
import { groupWords, hyperparameterWords, kindWords } from '../../words/hyperparameter-words.ts';
import { capitalised, inSentence } from '../../words/sentence-case.ts';

const whole = {
  tune: 'Every hyperparameter of every layer is tuned.',
  fix: 'Everything in use is held at its value.',
  clear: 'Every hyperparameter is off.',
} as const;
const done = { tune: 'tuned', fix: 'fixed', clear: 'off' } as const;

/** Layers of one role, in a sentence. */
export const roleLayers: Readonly<Record<LayerRole, string>> = {
  input: 'the input',
  embedding: 'the embedding',
  lstm: 'every LSTM layer',
  recurrent: 'all LSTM layers together',
  conv: 'every convolution',
  flatten: 'the flattened layer',
  dense: 'every dense layer',
  output: 'the output',
};

/** The sentence for a bulk action. */
export function bulkWords(action: BulkAction, scope: CellScope): string {
  switch (scope.of) {
    case 'everything':
      return whole[action];
    case 'kind': {
      const where = scope.role === undefined ? 'every layer it applies to' : roleLayers[scope.role];
      return `${kindWords[scope.kind].name} is ${done[action]} in ${where}.`;
    }
    case 'groups':
      return `${capitalised(scope.groups.map((group) => groupWords[group].all).join(' and '))}: ${done[action]}.`;
    case 'input-group':
      return `${groupWords[scope.group].name} of the input: all ${done[action]}.`;
    default:
      return scope satisfies never;
  }
}

/** The sentence for cells filled from one of them. */
export function fillWords(name: string, role?: LayerRole): string {
  const what = hyperparameterWords(name);
  return role === undefined ? `The column is filled like “${what}”.` : `Set in ${roleLayers[role]} like “${what}”.`;
}

/**
 * Menu of a column of the layers' grid; what only one layer has needs no word of layers.
 * @param roles those of the layers it applies to, where there is more than one of a role
 */
export function columnItems(
  kind: Extract<CellScope, { of: 'kind' }>['kind'],
  roles: readonly LayerRole[],
  act: (action: BulkAction, scope: CellScope) => void,
): readonly MenuItem[] {
  const scope: CellScope = { of: 'kind', kind };
  if (['embedding', 'recurrent'].includes(kindTraits[kind].appliesTo)) {
    return [
      { label: 'Tune it', choose: () => act('tune', scope) },
      { label: 'Fix it', choose: () => act('fix', scope) },
      { label: 'Turn it off', choose: () => act('clear', scope), startsGroup: true },
    ];
  }
  return [
    { label: `Tune ${inSentence(kindWords[kind].name)} in every layer`, choose: () => act('tune', scope) },
    ...roles.map((role) => ({
      label: `Tune it in ${roleLayers[role]}`,
      choose: () => act('tune', { ...scope, role }),
    })),
    { label: 'Fix it in every layer', choose: () => act('fix', scope), startsGroup: true },
    { label: 'Turn it off in every layer', choose: () => act('clear', scope) },
    ...roles.map((role) => ({
      label: `Turn it off in ${roleLayers[role]}`,
      choose: () => act('clear', { ...scope, role }),
    })),
  ];
}

/** Menu of a group of the input's grid. */
export function groupItems(
  group: Extract<CellScope, { of: 'input-group' }>['group'],
  act: (action: BulkAction, scope: CellScope) => void,
): readonly MenuItem[] {
  const scope: CellScope = { of: 'input-group', group };
  const { all } = groupWords[group];
  return [
    { label: `Tune ${all}`, choose: () => act('tune', scope) },
    { label: `Fix ${all}`, choose: () => act('fix', scope) },
    { label: `Turn ${all} off`, choose: () => act('clear', scope), startsGroup: true },
  ];
}

const paper: readonly HyperparameterGroup[] = ['dropout', 'activation'];
/** In a network of two LSTM layers the first are the seven of MacKay et al. 2019. */
const scopesOfTokens: readonly (readonly [string, CellScope])[] = [
  ['All dropouts and both activation penalties', { of: 'groups', groups: paper }],
  ['All dropouts, DropConnect too', { of: 'groups', groups: ['dropout'] }],
  ['Both activation penalties', { of: 'groups', groups: ['activation'] }],
];

/** What can be tuned together, of what applies; at last everything. */
export function tuneItems(
  applicable: readonly string[],
  act: (action: BulkAction, scope: CellScope) => void,
): readonly MenuItem[] {
  const ofTokens = applicable.some((name) => kindTraits[partsOf(name).kind].needs === 'tokens');
  const scopes: readonly (readonly [string, CellScope])[] = [
    ...(ofTokens ? scopesOfTokens : []),
    ...(ofTokens ? [] : [['All dropouts', { of: 'kind', kind: 'dropout' }] as const]),
    ...(['noise', 'colour', 'cutout', 'geometry'] as const).map(
      (group) => [capitalised(groupWords[group].all), { of: 'input-group', group }] as const,
    ),
    ['L2 of every layer', { of: 'kind', kind: 'l2' }],
    ['L1 of every layer', { of: 'kind', kind: 'l1' }],
  ];
  const items = scopes
    .filter(([, scope]) => cellsMeant(applicable, scope).length > 0)
    .map(([label, scope]) => ({ label, choose: () => act('tune', scope) }));
  return [...items, { label: 'Everything', choose: () => act('tune', { of: 'everything' }), startsGroup: true }];
}
