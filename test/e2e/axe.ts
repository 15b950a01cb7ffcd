// axe-core on the screens of a story, with a screenshot of each.
import { AxeBuilder } from '@axe-core/playwright';
import type { WatchedPage } from './browser.ts';

export interface ScreenCheck {
  /** Serious and critical violations by screen; empty where all is well. */
  readonly found: Readonly<Record<string, readonly string[]>>;
  /** Looks at the page as it is. */
  check(name: string): Promise<void>;
}

/** Collects what axe-core says of a page's screens. */
export function checkScreens({ page, shot }: WatchedPage): ScreenCheck {
  const found: Record<string, readonly string[]> = {};
  return {
    found,
    check: async (name) => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      const grave = violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')}`));
      if (grave.length > 0) found[name] = grave;
      await shot(name);
    },
  };
}
