// How large an element is, followed as long as its component stands.
import { onBeforeUnmount, onMounted, type Ref } from 'vue';
import type { FigureSize } from './stack-layout.ts';

/** Keeps `size` at the whole pixels of `place`. One that is hidden keeps the size it had. */
export function useSize(place: Readonly<Ref<HTMLElement | null>>, size: Ref<FigureSize>): void {
  let observer: ResizeObserver | null = null;
  onMounted(() => {
    observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { width, height } = entry.contentRect;
      if (width > 0 && height > 0) size.value = { width: Math.floor(width), height: Math.floor(height) };
    });
    if (place.value !== null) observer.observe(place.value);
  });
  onBeforeUnmount(() => observer?.disconnect());
}
