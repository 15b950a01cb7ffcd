// What is done to the network and the grid of a draft, each step of which can be taken back. Not here: opening, starting, methods (draft).
import { computed, type Ref, shallowRef } from 'vue';
import type { HyperparameterSetting } from '../../src-shared/domain/hyperparameter.ts';
import type { LayerRole } from '../../src-shared/domain/layer-names.ts';
import type { RunConfig } from '../../src-shared/domain/run-config.ts';
import {
  type BulkAction,
  type CellScope,
  nextSetting,
  partsOf,
  settingOf,
  withBulk,
  withCell,
  withFilled,
} from './grid-settings.ts';
import { type LayeredPart, type LayerList, withLayerAdded, withLayerRemoved } from './model-layers.ts';

const mostUndoSteps = 200;

interface Surroundings {
  readonly config: Ref<RunConfig | null>;
  /** Names that apply to the network and the data. */
  readonly applicable: Readonly<Ref<readonly string[]>>;
  /** Tells what was done. */
  done(text: string, undo: () => Promise<void>): void;
}

/** The changes, the way back, and the end of the way back. */
export function useDraftChanges({ config, applicable, done }: Surroundings) {
  const history = shallowRef<readonly LayeredPart[]>([]);
  const cells = () => config.value?.hyperparameters ?? {};

  /** Another network with what is set for it, as one step that can be taken back. */
  function change(next: LayeredPart): void {
    if (config.value === null) return;
    const { model, hyperparameters } = config.value;
    history.value = [...history.value.slice(1 - mostUndoSteps), { model, hyperparameters }];
    config.value = { ...config.value, model: next.model, hyperparameters: { ...next.hyperparameters } };
  }

  function changeCells(next: RunConfig['hyperparameters']): void {
    if (config.value !== null) change({ model: config.value.model, hyperparameters: next });
  }

  /** Takes back the last change of the grid or the layers. @returns whether there was one */
  function undo(): boolean {
    const before = history.value.at(-1);
    if (before === undefined || config.value === null) return false;
    history.value = history.value.slice(0, -1);
    config.value = { ...config.value, model: before.model, hyperparameters: { ...before.hyperparameters } };
    return true;
  }

  function setCell(name: string, setting: HyperparameterSetting): void {
    changeCells(withCell(cells(), name, setting));
  }

  function changeMany(next: RunConfig['hyperparameters'], told: string): void {
    const before = config.value;
    if (before === null) return;
    changeCells(next);
    done(told, async () => {
      changeCells(before.hyperparameters);
    });
  }

  return {
    canUndo: computed(() => history.value.length > 0),
    change,
    setCell,
    undo,
    forget: (): void => {
      history.value = [];
    },
    cycle: (name: string): void => setCell(name, nextSetting(settingOf(cells(), name), partsOf(name).kind)),
    /** The same in every layer it applies to, or in those of one role. */
    fill: (from: string, told: string, role?: LayerRole): void =>
      changeMany(withFilled(cells(), from, applicable.value, role), told),
    bulk: (action: BulkAction, scope: CellScope, told: string): void =>
      changeMany(withBulk(cells(), action, applicable.value, scope), told),
    addLayer: (list: LayerList): void => {
      if (config.value !== null) change(withLayerAdded(config.value, list));
    },
    removeLayer: (list: LayerList, index: number): void => {
      if (config.value !== null) change(withLayerRemoved(config.value, list, index));
    },
  };
}
