// What the grids of the set-up screen have in common: what they are given, what they tell, and what a grid's head and lines are made of.
import type { HyperparameterSetting } from '../../../src-shared/domain/hyperparameter.ts';
import type { MenuItem } from '../../components/menu-item.ts';
import type { GridSettings } from '../../stores/grid-settings.ts';
import type { InputForm } from '../../words/hyperparameter-words.ts';
import type { Found } from './found-values.ts';

/** What a cell shows beside its place. */
export interface GridProps {
  settings: GridSettings;
  /** Of the data. */
  form: InputForm;
  locale: string;
  /** What is wrong at a path of the config. */
  problemAt?: ((path: string) => string | null) | undefined;
  /** What runs of this config found. */
  foundFor?: ((name: string) => Found | null) | undefined;
  /** Of a hyperparameter, as on every screen. */
  colourOf?: ((name: string) => string) | undefined;
}

/** What a person does in a grid. */
export interface GridEmits {
  cycle: [name: string];
  change: [name: string, setting: HyperparameterSetting];
  undo: [];
}

export interface GridColumn {
  readonly key: string;
  readonly name: string;
  readonly unit: string;
  /** What can be done to the whole column. */
  readonly items: readonly MenuItem[];
}

export interface GridCellPlace {
  /** Of its setting, whether or not it can be used; empty where there is nothing. */
  readonly name: string;
  readonly isUsable: boolean;
  /** What is looked at with this place; null: nothing. */
  readonly looked: string | null;
  /** Why it is blank, for those who hear it. */
  readonly blankWords: string;
  /** Names the cell where no head of a line does. */
  readonly caption?: string | null;
  /** What it lacks where it cannot be used, in two words. */
  readonly lacking?: string | null;
}

export interface GridLine {
  readonly key: string;
  /** Null where the cells name themselves. */
  readonly head: string | null;
  /** One for each column. */
  readonly places: readonly GridCellPlace[];
}
