// TensorFlow.js with its gradients and its JavaScript backend registered. Under Node's ES modules the core package has neither; the
// smallest package that registers the gradients is the one with the layers. The full package would also load WebGL, converters and data
// sets: 10 MB that no trainer uses. Production mode silences an advertisement for tfjs-node and nothing that we rely on.
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-layers';
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
