// Where the focus goes once a layer has been taken out of a row of boxes.
import { nextTick, type ShallowRef } from 'vue';
import type { LayerList } from '../../stores/model-layers.ts';

/** @param row the boxes, with what removes a layer below `.<list> .remove`, and what adds one as `.add-<list>` */
export function useRemovalFocus(row: Readonly<ShallowRef<HTMLElement | null>>) {
  /** To the layer that took the place, else to the one before, else to what adds one. To be called once the layer is gone. */
  return async (list: LayerList, index: number): Promise<void> => {
    await nextTick();
    const left = [...(row.value?.querySelectorAll<HTMLElement>(`.${list} .remove`) ?? [])];
    const next = left[Math.min(index, left.length - 1)] ?? row.value?.querySelector<HTMLElement>(`.add-${list}`);
    next?.focus();
  };
}
