// Loads ONNX Runtime, the only place that does. Its builds for Linux and macOS report sessions and models to their maker from 1.30 on,
// unless this variable is set before they begin; on Windows it writes events for the system's own diagnostics, which it does not govern.
// Loaded by a call, not by an import: a bundle evaluates imports of packages first, and then the variable would come too late.
import { createRequire } from 'node:module';

process.env.ORT_DISABLE_TELEMETRY = '1';

const load = createRequire(import.meta.url);
/** ONNX Runtime's own module. Source of the variable: microsoft/onnxruntime, pull request 27379. */
export const runtime: typeof import('onnxruntime-node') = load('onnxruntime-node');
