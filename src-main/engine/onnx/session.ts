// Opens ONNX Runtime sessions with the options that were measured to be fastest.
import { availableParallelism } from 'node:os';
import type { InferenceSession } from 'onnxruntime-node';
import type { DeviceName } from '../../../src-shared/domain/run-config.ts';
import { runtime } from './runtime.ts';

export interface SessionChoice {
  readonly device: DeviceName;
  /** Threads inside one operation; null: one a core. */
  readonly threads: number | null;
}

/** Where a session leaves its outputs: those named stay on the device, the rest come to memory. And where it takes memory from. */
export interface OutputPlaces {
  readonly onDevice: readonly string[];
  readonly inMemory: readonly string[];
  /** Whether memory comes from the process's own allocator, which all sessions share, instead of a reserve of this session's own. */
  readonly sharesMemory: boolean;
  /** Whether there are so many operations that they are taken as they are, without ONNX Runtime's search for better ones. */
  readonly isLong: boolean;
  /** Whether small products follow each other closely, as in recurrent.ts. */
  readonly isRecurrent: boolean;
}

/** Threads that wait by spinning cost a factor of 2 to 4 on a machine that also does other work. */
const asleep = { allow_spinning: '0' } as const;

/**
 * Waking a thread takes about as long as a product of 20 rows of an LSTM, which is over before the second thread has begun. So there threads
 * spin, but only for as long as the operations between two products take: beside other work that costs little, and the threads of another
 * session, which would spin on without end, do not hold the processor.
 */
const awake = { allow_spinning: '1', spin_duration_us: '50' } as const;

/** Opens a session on an encoded model. @throws Error of ONNX Runtime when the device is absent or the model is refused */
export function openSession(model: Uint8Array, choice: SessionChoice, places: OutputPlaces): Promise<InferenceSession> {
  return runtime.InferenceSession.create(model, sessionOptions(choice, places));
}

function sessionOptions(
  { device, threads }: SessionChoice,
  { onDevice, inMemory, sharesMemory, isLong, isRecurrent }: OutputPlaces,
): InferenceSession.SessionOptions {
  const options: InferenceSession.SessionOptions = {
    executionProviders: [device],
    graphOptimizationLevel: isLong ? 'disabled' : 'all',
    executionMode: 'sequential',
    // A plan reserves all of a step's memory as one block beside what the first step took piece by piece, and saves no time.
    enableMemPattern: false,
    enableCpuMemArena: !sharesMemory,
    interOpNumThreads: 1,
    intraOpNumThreads: threads ?? availableParallelism(),
    extra: { session: { intra_op: isRecurrent ? awake : asleep } },
    // Warnings are about the graph and meant for its author, not for the user's terminal.
    logSeverityLevel: 3,
  };
  if (device !== 'webgpu') return options;
  // A map, because one word for all outputs crashes onnxruntime-node 1.30.
  const place = (names: readonly string[], location: 'gpu-buffer' | 'cpu') =>
    names.map((name) => [name, location] as const);
  return {
    ...options,
    preferredOutputLocation: Object.fromEntries([...place(onDevice, 'gpu-buffer'), ...place(inMemory, 'cpu')]),
  };
}
