// The arbiter: TensorFlow.js's own pure-JavaScript backend. Slow and plain; other engines are compared with it.
import { createEagerEngine } from './eager.ts';
import type { Engine } from './engine.ts';

/** An engine on the pure-JavaScript backend. */
export function createReferenceEngine(): Engine {
  return createEagerEngine({ name: 'reference', device: 'cpu', backend: 'cpu' });
}
