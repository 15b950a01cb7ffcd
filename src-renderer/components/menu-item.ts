// One entry of a menu: what it says and what it does. Menus of every kind are made from these.
import type { Component } from 'vue';

export interface MenuItem {
  readonly label: string;
  choose(): void;
  readonly icon?: Component;
  /** A word at the right: the keys that do the same, or what is chosen now. */
  readonly hint?: string;
  /** Why it cannot be chosen now; shown below the label. */
  readonly refusal?: string | undefined;
  readonly isDangerous?: boolean;
  /** A line above it. */
  readonly startsGroup?: boolean;
}
