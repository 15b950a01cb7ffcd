// What the host has asked of the running loop.
import type { Control } from '../train/events.ts';

export interface ControlSwitch extends Control {
  ask(request: Control['request']): void;
}

/** A switch that starts at `none`. Once `stop` has been asked, nothing takes it back. */
export function createControl(): ControlSwitch {
  let request: Control['request'] = 'none';
  let waiting: (() => void)[] = [];
  return {
    get request() {
      return request;
    },
    ask: (next) => {
      if (request === 'stop') return;
      request = next;
      if (next === 'pause') return;
      for (const wake of waiting) wake();
      waiting = [];
    },
    whenContinued: () =>
      request === 'pause' ? new Promise((resolve) => waiting.push(() => resolve())) : Promise.resolve(),
  };
}
