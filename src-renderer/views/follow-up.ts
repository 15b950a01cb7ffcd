// The next screen of something that takes a moment: shown when it is done, unless the user has gone elsewhere meanwhile.
import { type RouteLocationRaw, useRouter } from 'vue-router';

/**
 * For a screen that leads on to another one.
 * @returns called when something begins; what that returns goes on once it is done, if the screen is still the same
 */
export function useFollowUp(): () => (to: RouteLocationRaw) => Promise<void> {
  const router = useRouter();
  return () => {
    const here = router.currentRoute.value.path;
    return async (to) => {
      if (router.currentRoute.value.path === here) await router.push(to);
    };
  };
}
