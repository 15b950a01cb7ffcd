// After a change of screen: the window's title, the top of the scroll area, and the focus on the screen's heading, so that the keyboard
// and the ear arrive where the eye does.
import { nextTick, onUnmounted, type Ref, watchEffect } from 'vue';
import { useRouter } from 'vue-router';

/** @param screen the scroll area of the screens @param title the window's title */
export function useFollowRoute(screen: Readonly<Ref<HTMLElement | null>>, title: Readonly<Ref<string>>): void {
  const router = useRouter();
  watchEffect(() => {
    document.title = title.value;
  });
  const end = router.afterEach(async (to, from, failure) => {
    // The first screen leaves the focus where the window has it; a changed query is the same screen.
    if (failure !== undefined || from.matched.length === 0 || to.path === from.path) return;
    await nextTick();
    const area = screen.value;
    if (area === null) return;
    area.scrollTop = 0;
    const heading = area.querySelector('h1');
    heading?.setAttribute('tabindex', '-1');
    (heading ?? area).focus({ preventScroll: true });
  });
  onUnmounted(end);
}
