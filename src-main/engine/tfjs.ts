// TensorFlow.js with its gradients registered. Under Node's ES modules the core package alone has none; this is the one place that loads
// the full package. Production mode silences its advertisement for tfjs-node and nothing that we rely on.
import '@tensorflow/tfjs';
import * as tf from '@tensorflow/tfjs-core';

tf.enableProdMode();

/**
 * Runs `work` with a TensorFlow.js backend that starts synchronously, and puts the earlier one back.
 * @returns what `work` returns; it must not be a promise, because the backend is global
 */
export function withBackend<T>(backend: string, work: () => T): T {
  const earlier = tf.engine().backendName;
  switchTo(backend);
  try {
    return work();
  } finally {
    if (earlier !== undefined && earlier !== backend) switchTo(earlier);
  }
}

function switchTo(backend: string): void {
  if (tf.engine().backendName === backend) return;
  // The promise only tells what is true at once for backends without asynchronous start.
  void tf.setBackend(backend);
}
