// The one interface behind which numbers are computed. Maths comes in as a pure tfjs-core function, is compiled once and run many times.
// Not here: what the maths is (stn, optim, zoo), which engine a machine should use (choose).
import type { Tensor } from '@tensorflow/tfjs-core';
import type { DeviceName, EngineName } from '../../src-shared/domain/run-config.ts';

export type DType = 'float32' | 'int32';
export interface TensorSpec {
  readonly shape: readonly number[];
  readonly dtype: DType;
}
export type TensorSpecs = Readonly<Record<string, TensorSpec>>;

/** Flat row-major values: Float32Array for float32, Int32Array for int32. */
export type TensorData = Float32Array | Int32Array;
export type Feeds = Readonly<Record<string, TensorData>>;
export type Results = Record<string, TensorData>;
export type NamedTensors = Readonly<Record<string, Tensor>>;

/** What one call of a program's body gives back. */
export interface BodyResult {
  /** Next values of those state tensors that change; same shape and dtype as the state. */
  readonly state: NamedTensors;
  /** Small tensors to be read after every run: losses, sums, values to log. */
  readonly results: NamedTensors;
}

/**
 * One step of something, as a pure function: no reads (`dataSync`), no variables, no randomness, no dependence on values.
 * Noise comes in as an input. The body may run once (traced) or at every step (eager).
 */
export interface ProgramSource {
  readonly name: string;
  /** The state tensors the body uses or changes; a subset of the state it will be run on. */
  readonly state: TensorSpecs;
  readonly inputs: TensorSpecs;
  readonly body: (state: NamedTensors, inputs: NamedTensors) => BodyResult;
}

/** Named tensors that live where the engine computes, and stay there between steps. Several programs may share one state. */
export interface EngineState {
  readonly specs: TensorSpecs;
  /** Copies of the current values of `names`, or of all. */
  read(names?: readonly string[]): Promise<Results>;
  /** Replaces the values of the named tensors. */
  write(values: Feeds): Promise<void>;
  dispose(): void;
}

export interface Program {
  readonly name: string;
  /** Time from the source to the first possible run, in milliseconds. */
  readonly compileMs: number;
  /** Operations of the compiled graph, by which the time to compile grows; absent where nothing is compiled. */
  readonly operations?: number;
  /**
   * Runs one step: advances `state` and returns the results.
   * Calls on one state must not overlap. The feeds may be reused by the caller once the promise has settled.
   */
  run(state: EngineState, feeds: Feeds): Promise<Results>;
  dispose(): void;
}

export interface Engine {
  readonly name: EngineName;
  readonly device: DeviceName;
  /**
   * Whether one call for several steps saves time, because every call takes the state there and back or waits for the device at its end.
   */
  readonly handsStateOver: boolean;
  createState(specs: TensorSpecs, values: Feeds): Promise<EngineState>;
  compile(source: ProgramSource): Promise<Program>;
  dispose(): Promise<void>;
}
